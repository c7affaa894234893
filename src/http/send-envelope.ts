import type { ServerResponse } from 'node:http';

export const JSON_TYPE = 'application/json; charset=utf-8';

let waiting: ServerResponse[] = [];
let bodies: string[] = [];

/**
 * Sends a vendor's envelope: with its length and in one piece, since not every vendor reads chunks.
 *
 * It leaves at the end of the turn of the event loop, with all others that are ready by then: each reply by itself would
 * wake the reader at its other end, which costs more than all else of a reply.
 */
export function sendEnvelope(response: ServerResponse, status: number, json: string): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': JSON_TYPE, 'Content-Length': Buffer.byteLength(json) });
  if (waiting.length === 0) setImmediate(sendReplies);
  waiting.push(response);
  bodies.push(json);
}

/** Sends the replies that are ready now: before foreign code, which may keep the process for long. */
export function sendReplies(): void {
  const [responses, texts] = [waiting, bodies];
  waiting = [];
  bodies = [];
  for (let at = 0; at < responses.length; at++) {
    try {
      responses[at]!.end(texts[at]);
    } catch {
      // A host may have put something of its own before it: the others shall have their replies.
      responses[at]!.destroy();
    }
  }
}
