import type { ServerResponse } from 'node:http';

export const JSON_TYPE = 'application/json; charset=utf-8';

/** Sends a vendor's envelope: with its length and in one piece, since not every vendor reads chunks. */
export function sendEnvelope(response: ServerResponse, status: number, json: string): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': JSON_TYPE, 'Content-Length': Buffer.byteLength(json) });
  response.end(json);
}
