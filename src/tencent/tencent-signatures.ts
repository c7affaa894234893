import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Signs a callback as Tencent does: the SHA-256 of the token and the request time, joined, in lower-case hex.
 *
 * @param token the token of the app, from the console
 * @param requestTime Unix seconds, as in the query
 * @see https://trtc.io/document/34354
 * @example
 * sign('xxxxyyyy', '1669872112'); // '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061'
 */
export function sign(token: string, requestTime: string): string {
  return createHash('sha256').update(token).update(requestTime).digest('hex');
}

/** The number of signatures that the node keeps. Many callbacks share one, because request times are in seconds. */
const MAX_KEPT = 1_024;

/** Checks signatures. It keeps the expected signatures that it has computed. */
export class TencentSignatures {
  readonly #kept = new Map<string, Buffer>();

  /**
   * Tells whether the signature was made with one of the tokens. It tries every token, so that its duration gives no
   * hint.
   */
  isSignedByOneOf(tokens: readonly string[], requestTime: string, signature: string): boolean {
    const given = Buffer.from(signature);
    let found = false;
    for (const token of tokens) {
      const wanted = this.#signatureOf(token, requestTime);
      // The length of a signature is public.
      if (given.length === wanted.length && timingSafeEqual(given, wanted)) found = true;
    }
    return found;
  }

  #signatureOf(token: string, requestTime: string): Buffer {
    const key = `${requestTime} ${token}`;
    let signature = this.#kept.get(key);
    if (!signature) {
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      signature = Buffer.from(sign(token, requestTime));
      this.#kept.set(key, signature);
    }
    return signature;
  }
}
