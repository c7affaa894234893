import type { ModuleMetadata } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { INestApplication } from '@nestjs/common';
import {
  CallbackExpressAdapter,
  PinoLogger,
  PresendModule,
  type PresendModuleOptions,
  servePages,
} from '../../src/index.js';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IdempotencyService } from '../../src/idempotency/idempotency.service.js';
import { createDatabase, query } from './database.js';

export const APP = '1400000001';
export const OPENIM_SECRET = 'an-openim-secret';
export const ADMIN_KEY = 'an-admin-key';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text, parsed. */
  // A test looks into whatever was answered.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

/** A running Presend with a database of its own, for a test file. */
export class TestPresend {
  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    readonly databaseUrl: string,
  ) {}

  /**
   * @param options as of `PresendModule.forRoot`; the app ids, secrets and the admin key have defaults
   * @param modules of the test's own, beside Presend
   */
  static async start(
    options: PresendModuleOptions = {},
    modules: ModuleMetadata['imports'] = [],
  ): Promise<TestPresend> {
    const databaseUrl = options.databaseUrl ?? (await createDatabase());
    const spoolDir = await mkdtemp(join(tmpdir(), 'presend-spool-'));
    const defaults = {
      tencentPaths: ['/', '/tencent'],
      sdkAppIds: [APP],
      openimSecrets: [OPENIM_SECRET],
      adminApiKey: ADMIN_KEY,
      logWaitMs: 5_000,
      spoolDir,
    };
    const presend = PresendModule.forRoot({ ...defaults, ...options, databaseUrl });
    const module = await Test.createTestingModule({ imports: [presend, ...modules] }).compile();
    const app = module.createNestApplication(new CallbackExpressAdapter(0), {
      logger: new PinoLogger('silent'),
    });
    servePages(app);
    await app.listen(0, '127.0.0.1');
    return new TestPresend(app, (await app.getUrl()).replace('[::1]', '127.0.0.1'), databaseUrl);
  }

  async stop(): Promise<void> {
    await this.app.close();
  }

  /** As if a minute had passed: no message counts as a repeat of one before. */
  async passMinute(): Promise<void> {
    this.app.get(IdempotencyService, { strict: false }).forget();
    await query(this.databaseUrl, 'DELETE FROM message_claim');
  }

  /** A Tencent callback. @param query what is to be changed of it; undefined leaves a name out */
  tencent(
    command: string,
    body: unknown,
    query: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Answer> {
    const all = { SdkAppid: APP, CallbackCommand: command, contenttype: 'json', ...query };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.post(`/?${new URLSearchParams(given)}`, body);
  }

  openim(command: string, body: unknown, secret = OPENIM_SECRET): Promise<Answer> {
    return this.post(`/openim/${secret}/${command}`, body);
  }

  /** @param body a string is sent as it is, anything else as JSON; without any Content-Type of ours */
  async post(path: string, body: unknown): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.request(path, { method: 'POST', body: Buffer.from(text) });
  }

  /** A call of the admin API. */
  async admin(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const isText = typeof body === 'string';
    return this.request(`/api/v1/${path}`, {
      method,
      body: body === undefined ? undefined : isText ? body : JSON.stringify(body),
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    });
  }

  /** The records that the admin API finds, newest first. */
  // oxlint-disable-next-line typescript/no-explicit-any
  async records(query: Readonly<Record<string, string>> = {}): Promise<any[]> {
    const { json } = await this.admin('GET', `messages?${new URLSearchParams(query)}`);
    return json.items;
  }

  async request(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.url + path, init);
    const text = await response.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
  }
}
