import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server says at first, at each look after it, and after somebody cancelled. */
export interface BacktestPlay {
  readonly started: { readonly status: number; readonly body: object };
  readonly looks: readonly object[];
  readonly cancelled?: object;
}

/** Plays the part of the admin API that backtests are started with. */
export class BacktestApi {
  readonly calls: { method: string; url: string; body: unknown }[] = [];
  #looks = 0;
  #isCancelled = false;

  private constructor(
    private readonly server: Server,
    private readonly play: BacktestPlay,
  ) {}

  static async start(play: BacktestPlay): Promise<BacktestApi> {
    const server = createServer();
    const api = new BacktestApi(server, play);
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '' } = request;
        api.calls.push({ method, url, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
        const { status, body } = api.#answer(method, url);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  #answer(method: string, url: string): { status: number; body: object } {
    const { started, looks, cancelled = {} } = this.play;
    if (method === 'POST' && url === '/api/v1/backtests') return started;
    if (method === 'POST' && url === '/api/v1/backtests/b1/cancel') {
      this.#isCancelled = true;
      return { status: 200, body: {} };
    }
    if (method === 'GET' && url === '/api/v1/backtests/b1')
      return {
        status: 200,
        body: this.#isCancelled ? cancelled : looks[Math.min(this.#looks++, looks.length - 1)]!,
      };
    return { status: 404, body: { title: 'Not Found', detail: url } };
  }
}
