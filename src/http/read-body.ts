import type { CallbackRequest } from './callback-request.js';

/** How much of a body that is too large is still taken off the wire, so that its sender reads the answer. */
const DRAIN_LIMIT = 16 * 1024 * 1024;

/** A body as text; `null` where it passed the limit. */
export type BodyText = string | null;

/**
 * Reads a body whatever its Content-Type says, up to `limit` bytes.
 *
 * Where a host's body parser was faster: its `rawBody` (`NestFactory.create(App, { rawBody: true })`), else
 * what it parsed, written again, which costs the digits of large numbers.
 *
 * @returns rejects when the client goes away before the end
 */
export function readBody(request: CallbackRequest, limit: number): Promise<BodyText> {
  if (request.rawBody) return Promise.resolve(toText([request.rawBody], request.rawBody.length, limit));
  if (request.readableEnded && request.body !== undefined) {
    return Promise.resolve(JSON.stringify(request.body));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > DRAIN_LIMIT) resolve(null);
      else chunks.length = 0;
    });
    request.on('end', () => resolve(toText(chunks, size, limit)));
    request.on('error', reject);
    request.on('close', () => {
      // An error is dear, and every request is closed at its end.
      if (!request.complete) reject(new Error('the client went away'));
    });
  });
}

function toText(chunks: Buffer[], size: number, limit: number): BodyText {
  if (size > limit) return null;
  const text = chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString();
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
