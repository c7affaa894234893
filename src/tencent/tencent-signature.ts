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

/** Request times count in seconds, so that many callbacks have the same signature; so many of them are kept. */
const MOST_KEPT = 1_024;
const kept = new Map<string, Buffer>();

/**
 * Tells whether one of the tokens made the signature. Every token is tried, whatever the first ones say: the
 * time that it takes tells nothing.
 */
export function isSignedByOneOf(tokens: readonly string[], requestTime: string, signature: string): boolean {
  const given = Buffer.from(signature);
  let found = false;
  for (const token of tokens) {
    const wanted = signatureOf(token, requestTime);
    // How long a signature is, everybody knows.
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) found = true;
  }
  return found;
}

function signatureOf(token: string, requestTime: string): Buffer {
  const key = `${requestTime} ${token}`;
  let signature = kept.get(key);
  if (!signature) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, (signature = Buffer.from(sign(token, requestTime))));
  }
  return signature;
}
