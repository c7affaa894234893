import type { IncomingMessage } from 'node:http';

/** A request that a host's own server may have parsed before. */
interface HostRequest extends IncomingMessage {
  rawBody?: Buffer;
  body?: unknown;
}

/** The node still reads this many bytes of a body over the limit: a caller reads the reply only after it has sent all. */
const DRAIN_LIMIT = 16 * 1024 * 1024;

/** A body as text; `null` if it is over the limit. */
export type BodyText = string | null;

/**
 * Reads a body with any Content-Type.
 *
 * If a host's own body parser has read it before: its `rawBody`, else the parsed value written again, which loses the
 * digits of large numbers.
 *
 * @param limit in bytes
 * @returns a promise that rejects if the caller goes away before the end
 */
export function readBody(request: HostRequest, limit: number): Promise<BodyText> {
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
      // An error is expensive to make, and every request is closed at its end.
      if (!request.complete) reject(new Error('the caller went away'));
    });
  });
}

function toText(chunks: Buffer[], size: number, limit: number): BodyText {
  if (size > limit) return null;
  const text = chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString();
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
