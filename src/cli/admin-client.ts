import { ApiProblem, Unreachable } from './api-problem.js';

const TIMEOUT_MS = 60_000;

export interface ApiAnswer<Body> {
  readonly body: Body;
  readonly headers: Headers;
}

export interface ApiRequest {
  /** Without those that are undefined. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it comes, for as long as that takes. */
  readonly stream?: ReadableStream;
}

/** Calls the admin API of a running Presend. */
export class AdminClient {
  /** @param url where it answers, without `/api` */
  constructor(
    readonly url: string,
    private readonly key: string,
  ) {}

  /**
   * @param path below `/api/v1/`
   * @throws ApiProblem where it says no, and Unreachable where nobody answers
   */
  async call<Body>(
    method: string,
    path: string,
    { query = {}, headers = {}, json, stream }: ApiRequest = {},
  ): Promise<ApiAnswer<Body>> {
    const url = new URL(`${this.url.replace(/\/+$/, '')}/api/v1/${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          accept: 'application/json',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(stream ? { body: stream, duplex: 'half' } : { signal: AbortSignal.timeout(TIMEOUT_MS) }),
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      text = await response.text();
    } catch (error) {
      throw new Unreachable(this.url, error as Error);
    }
    const body = parsed(text);
    if (!response.ok) throw new ApiProblem(response.status, body);
    if (body === undefined && text !== '') throw new ApiProblem(response.status, undefined);
    return { body: body as Body, headers: response.headers };
  }

  async get<Body>(path: string, query: ApiRequest['query'] = {}): Promise<Body> {
    return (await this.call<Body>('GET', path, { query })).body;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
