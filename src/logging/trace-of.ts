/** An error's name and stack, without its message, which may quote a user's text. The record has the message. */
export function traceOf(error: unknown): { error: string; at?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: at?.map((line) => line.trim()) };
}
