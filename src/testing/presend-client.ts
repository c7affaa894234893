import { openimPath, tencentPath, type TencentCaller } from './callback-url.js';
import type { VendorAnswer } from './vendor-answer.js';
import type { VendorCallback } from './vendor-callback.js';

/** As whom callbacks are sent and the admin API is called. */
export interface TestCallers {
  readonly appId: string;
  /** Signs Tencent callbacks; left out: they are not signed. */
  readonly token?: string;
  readonly openimSecret: string;
  readonly adminApiKey: string;
}

/** Whom Presend takes for its own in a test, where nothing else is said. */
export const TEST_CALLERS: TestCallers = {
  appId: '1400000001',
  openimSecret: 'an-openim-secret',
  adminApiKey: 'an-admin-key',
};

/** An answer of the admin API. */
export interface AdminAnswer {
  readonly status: number;
  /** The body, parsed; `undefined` where it is empty. */
  // A test looks into whatever was answered.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

/**
 * The vendors and the company's people, in front of a Presend that runs somewhere: in another process, too.
 *
 * @example
 * const client = new PresendClient('http://127.0.0.1:3000', { appId: '1400000001' });
 * const { effect } = readAnswer(await client.send(callbackOf('Group.CallbackBeforeSendMsg')));
 */
export class PresendClient {
  readonly callers: TestCallers;

  /** @param callers what differs from `TEST_CALLERS` */
  constructor(
    readonly url: string,
    callers: Partial<TestCallers> = {},
  ) {
    this.callers = { ...TEST_CALLERS, ...callers };
  }

  /** Sends a callback as its vendor does. @param changes to who sends it; of Tencent the query too */
  async send(
    callback: VendorCallback,
    changes: Partial<TestCallers & TencentCaller> = {},
  ): Promise<VendorAnswer> {
    const caller = { ...this.callers, ...changes };
    const { platform, command, body } = callback;
    const path =
      platform === 'tencent' ? tencentPath(command, caller) : openimPath(command, caller.openimSecret);
    const response = await fetch(this.url + path, {
      method: 'POST',
      // Bytes have no Content-Type, as Tencent's callbacks have none.
      body: Buffer.from(JSON.stringify(body)),
      headers: platform === 'openim' ? { 'content-type': 'application/json; charset=utf-8' } : {},
    });
    // Not text(), which would hide a byte order mark.
    const text = Buffer.from(await response.arrayBuffer()).toString();
    return { callback, status: response.status, headers: response.headers, text };
  }

  /** Calls the admin API. @param path behind `/api/v1/` */
  async admin(method: string, path: string, body?: unknown): Promise<AdminAnswer> {
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        authorization: `Bearer ${this.callers.adminApiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  }

  /** The records that the admin API finds, newest first. */
  // oxlint-disable-next-line typescript/no-explicit-any
  async records(query: Readonly<Record<string, string>> = {}): Promise<any[]> {
    const { json } = await this.admin('GET', `messages?${new URLSearchParams(query)}`);
    return json.items;
  }
}
