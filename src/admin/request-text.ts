import { PayloadTooLargeException } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';

/** Enough for several hundred thousand rows. The caller sends a larger file in parts. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The text of a request body, for any Content-Type. @throws PayloadTooLargeException over 64 MiB */
export async function requestText(request: IncomingMessage & { body?: unknown }): Promise<string> {
  // A body parser of the host has read it: NDJSON of one line is valid JSON.
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
