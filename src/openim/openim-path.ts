/**
 * Parses `/openim/<secret>/<command>`. Additional slashes are ignored: OpenIM joins its configured url and the command
 * without a check.
 *
 * @example
 * segmentsOf('/openim/s3cret//callbackAfterUserOnlineCommand').command; // 'callbackAfterUserOnlineCommand'
 */
export function segmentsOf(
  path: string,
  base = '/openim',
): { readonly secret: string; readonly command: string } {
  const [secret = '', ...rest] = path
    .slice(base.length)
    .split('/')
    .filter((segment) => segment !== '');
  return { secret: decode(secret), command: decode(rest.at(-1) ?? '') };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
