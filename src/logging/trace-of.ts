/** Name and stack of an error, without its words: they may quote a message. The record has them. */
export function traceOf(error: unknown): { error: string; at?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: at?.map((line) => line.trim()) };
}
