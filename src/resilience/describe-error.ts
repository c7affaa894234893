/**
 * An error's name and message. Do not log it where the error may quote a message; use `traceOf`.
 *
 * @example
 * describeError(new TypeError('no text')); // 'TypeError: no text'
 */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
