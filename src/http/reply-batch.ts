import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { ExtensionRegistry } from '../resilience/extension-registry.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Sends replies together at the end of a turn of the event loop. Sent one by one, each reply would wake its reader,
 * which costs more than the rest of the reply.
 */
@Injectable()
export class ReplyBatch {
  #responses: ServerResponse[] = [];
  #bodies: string[] = [];

  readonly #flush = (): void => this.flush();

  constructor(extensions: ExtensionRegistry) {
    // A host's code may keep the process for long: replies that are ready do not wait for it.
    extensions.beforeForeignCode = this.#flush;
  }

  /** Adds a reply. It has a Content-Length and is sent in one piece: not every vendor reads chunks. */
  add(response: ServerResponse, status: number, body: string): void {
    if (response.headersSent) return;
    response.writeHead(status, { 'Content-Type': JSON_TYPE, 'Content-Length': Buffer.byteLength(body) });
    if (this.#responses.length === 0) setImmediate(this.#flush);
    this.#responses.push(response);
    this.#bodies.push(body);
  }

  /** Sends the replies that are ready now. */
  flush(): void {
    const [responses, bodies] = [this.#responses, this.#bodies];
    this.#responses = [];
    this.#bodies = [];
    for (let at = 0; at < responses.length; at++) {
      const response = responses[at]!;
      try {
        response.end(bodies[at]);
      } catch {
        // A host may have wrapped the response. If that wrapper throws, the other replies are still sent.
        response.destroy();
      }
    }
  }
}
