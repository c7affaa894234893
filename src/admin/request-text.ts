import { PayloadTooLargeException } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';

/** A hundred thousand rows and far more; larger files are sent in parts. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The body of a request that holds lines, whatever its Content-Type. @throws PayloadTooLargeException past 64 MiB */
export async function requestText(request: IncomingMessage & { body?: unknown }): Promise<string> {
  // A body parser of the host took it: an NDJSON of one line is JSON too.
  if (request.readableEnded && request.body !== undefined) return JSON.stringify(request.body);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new PayloadTooLargeException('Send at most 64 MiB at a time.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
