import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as overHttp,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
import type { VendorAnswer } from '../testing/vendor-answer.js';
import type { VendorCallback } from '../testing/vendor-callback.js';
import type { OutgoingRequest } from './outgoing-request.js';
import type { Exchange } from './exchange.js';

/** How long each vendor waits: Tencent's is fixed, OpenIM's is the default of its webhooks.yml. */
const PATIENCE_MS = { tencent: 2_000, openim: 5_000 } as const;

/** The connections of a vendor, kept open as those of its servers are. */
export class VendorConnection {
  readonly #base: URL;
  readonly #agent: HttpAgent;
  readonly #request: typeof overHttp;

  /**
   * @param most connections at a time; what is sent while all are in use waits
   * @param patienceMs how long an answer is waited for; left out: as long as its vendor does
   */
  constructor(
    url: string,
    most: number,
    private readonly patienceMs?: number,
  ) {
    this.#base = new URL(url);
    const isSecure = this.#base.protocol === 'https:';
    this.#request = isSecure ? overHttps : overHttp;
    const settings = { keepAlive: true, maxSockets: most, maxFreeSockets: most, scheduling: 'lifo' } as const;
    this.#agent = isSecure ? new HttpsAgent(settings) : new HttpAgent(settings);
  }

  /** @param dueAt of `performance.now()`. Never rejects: what goes wrong is in the exchange. */
  send(dispatch: OutgoingRequest, dueAt: number): Promise<Exchange> {
    const { callback, bytes, path } = dispatch;
    const lagMs = performance.now() - dueAt;
    return new Promise((resolve) => {
      const over = (answer: Exchange['answer'], error: string | null): void => {
        clearTimeout(patience);
        resolve({ dispatch, answer, error, lagMs, ms: performance.now() - dueAt });
      };
      const sent: ClientRequest = this.#request(
        {
          ...this.#to(path),
          method: 'POST',
          // Tencent's callbacks have no Content-Type.
          headers: {
            'content-length': bytes.length,
            ...(callback.platform === 'openim' ? { 'content-type': 'application/json; charset=utf-8' } : {}),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('end', () => over(answerOf(callback, response, Buffer.concat(chunks)), null))
            .on('error', (error: NodeJS.ErrnoException) => over(null, error.code ?? error.message));
        },
      );
      const patience = setTimeout(() => {
        over(null, 'timeout');
        sent.destroy();
      }, this.patienceMs ?? PATIENCE_MS[callback.platform]);
      sent.on('error', (error: NodeJS.ErrnoException) => over(null, error.code ?? error.message));
      sent.end(bytes);
    });
  }

  /** Opens connections before they are needed. Never rejects: one that cannot be had now is had later, or told then. */
  async warm(count: number): Promise<void> {
    const opened = Array.from(
      { length: count },
      () =>
        new Promise((resolve) => {
          const asked = this.#request(this.#to('/health/live'), (response) => {
            response.resume().on('end', resolve);
          });
          asked.on('error', resolve).end();
        }),
    );
    await Promise.all(opened);
  }

  close(): void {
    this.#agent.destroy();
  }

  #to(path: string): RequestOptions {
    const { protocol, hostname, port, pathname } = this.#base;
    return { agent: this.#agent, protocol, hostname, port, path: pathname.replace(/\/$/, '') + path };
  }
}

function answerOf(
  callback: VendorCallback,
  { statusCode, headers }: IncomingMessage,
  bytes: Buffer,
): VendorAnswer {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return { callback, status: statusCode!, headers: new Headers(entries), text: bytes.toString() };
}
