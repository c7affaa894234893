import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Signs a callback as Tencent does: lower-case hex SHA-256 of the token and the request time, joined.
 *
 * @param token the token of the app, from the console
 * @param requestTime Unix seconds, as the query has them
 * @see https://trtc.io/document/34354
 * @example
 * sign('xxxxyyyy', '1669872112'); // '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061'
 */
export function sign(token: string, requestTime: string): string {
  return createHash('sha256').update(token).update(requestTime).digest('hex');
}

/**
 * Tells whether one of the tokens made the signature. Every token is tried, whatever the first ones say: the
 * time that it takes tells nothing.
 */
export function isSignedByOneOf(tokens: readonly string[], requestTime: string, signature: string): boolean {
  const given = createHash('sha256').update(signature).digest();
  let found = false;
  for (const token of tokens) {
    const wanted = createHash('sha256').update(sign(token, requestTime)).digest();
    if (timingSafeEqual(given, wanted)) found = true;
  }
  return found;
}
