import { type INestApplication, Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallbackExpressAdapter, PresendModule } from '../../src/index.js';
import { createDatabase } from '../support/database.js';
import {
  ALLOWED,
  GROUP,
  groupMessage,
  OPENIM_GROUP,
  openimMessage,
  tencentPath,
} from '../support/messages.js';
import { ADMIN_KEY, APP, OPENIM_SECRET } from '../support/presend.js';

let app: INestApplication;
afterEach(() => app.close());

class Settings {
  readonly apps = [APP];
}
@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

async function hostModule() {
  const databaseUrl = await createDatabase();
  const spoolDir = await mkdtemp(join(tmpdir(), 'presend-spool-'));
  @Module({
    imports: [
      PresendModule.forRootAsync({
        imports: [SettingsModule],
        inject: [Settings],
        useFactory: async (settings: Settings) => ({
          sdkAppIds: settings.apps,
          openimSecrets: [OPENIM_SECRET],
          adminApiKey: ADMIN_KEY,
          databaseUrl,
          spoolDir,
          maxBodyKb: 64,
        }),
      }),
    ],
  })
  class HostModule {}
  return HostModule;
}

async function send(
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<[number, string]> {
  const response = await fetch((await app.getUrl()) + path, {
    method: 'POST',
    body: Buffer.from(body),
    headers,
  });
  return [response.status, await response.text()];
}

async function setLevel(): Promise<void> {
  const response = await fetch(`${await app.getUrl()}/api/v1/members/${APP}/jared`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    body: '{"level":"LV1"}',
  });
  expect(response.status).toBe(200);
}

const big =
  '{"GroupId":"g","From_Account":"jared","MsgBody":[{"MsgType":"TIMTextElem","n":12345678901234567890}]}';

const adapters: [string, () => CallbackExpressAdapter | undefined, object][] = [
  ['its own adapter', () => new CallbackExpressAdapter(), {}],
  ["Nest's own adapter", () => undefined, { rawBody: true }],
];

describe.each(adapters)('in a host with %s', (_name, adapter, options) => {
  beforeEach(async () => {
    const host = await hostModule();
    const own = adapter();
    const settings = { ...options, logger: false as const };
    app = own
      ? await NestFactory.create<NestExpressApplication>(host, own, settings)
      : await NestFactory.create<NestExpressApplication>(host, settings);
    // What a host may well have switched on for its own controllers.
    app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
    await app.listen(0, '127.0.0.1');
  });

  it('answers callbacks of both vendors, whatever their Content-Type', async () => {
    for (const type of [undefined, 'application/json', 'text/plain']) {
      const headers: Record<string, string> = type ? { 'content-type': type } : {};
      const group = await send(tencentPath(GROUP), JSON.stringify(groupMessage('hello')), headers);
      expect(group).toEqual([200, ALLOWED]);
      const openim = await send(
        `/openim/${OPENIM_SECRET}/${OPENIM_GROUP}`,
        JSON.stringify(openimMessage('hello')),
        headers,
      );
      expect(JSON.parse(openim[1])).toMatchObject({ nextCode: 0 });
    }
  });

  it('delivers large numbers to the digit', async () => {
    await setLevel();
    for (const type of ['application/json', 'text/plain']) {
      const [, text] = await send(tencentPath(GROUP), big, { 'content-type': type });
      expect(text).toContain('{"MsgType":"TIMTextElem","n":12345678901234567890}');
    }
  });

  it('answers in the envelope of the vendor where something is wrong', async () => {
    expect(await send(tencentPath(GROUP), '{')).toEqual([200, ALLOWED]);
    expect((await send('/tencent?SdkAppid=1', '{}'))[0]).toBe(403);
    expect((await send('/openim/wrong/x', '{}'))[0]).toBe(403);
    expect((await send(tencentPath(GROUP), `{"a":"${'x'.repeat(70_000)}"}`))[0]).toBe(413);
  });

  it('refuses a url that is too long, or lets the host refuse it whose server it is', async () => {
    const long = 'x'.repeat(20 * 1024);
    for (const path of [
      `${tencentPath(GROUP)}&a=${long}`,
      `/openim/${OPENIM_SECRET}/x?a=${long}`,
      `/x?a=${long}`,
    ]) {
      const [status, text] = await send(path, '{}');
      if (adapter()) expect([status, JSON.parse(text)]).toEqual([414, expect.any(Object)]);
      else expect([status, text]).toEqual([431, '']);
    }
  });

  it('keeps its inner paths closed', async () => {
    const inner = '/~callback/TencentPlatform/group/Group.CallbackBeforeSendMsg';
    expect((await send(inner, JSON.stringify(groupMessage('hello'))))[0]).toBe(404);
  });
});

it('answers with the body that a parser of the host left, where there is no raw one', async () => {
  app = await NestFactory.create<NestExpressApplication>(await hostModule(), { logger: false });
  await app.listen(0, '127.0.0.1');
  const headers = { 'content-type': 'application/json' };
  expect(await send(tencentPath(GROUP), JSON.stringify(groupMessage('hello')), headers)).toEqual([
    200,
    ALLOWED,
  ]);
});
