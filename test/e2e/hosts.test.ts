import {
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  type INestApplication,
  Module,
  Post,
  type Type,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallbackExpressAdapter, PresendModule, type PresendModuleOptions } from '../../src/index.js';
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

/** The host's own routes: they must work as if Presend were not there. */
@Controller()
class HostController {
  @Get()
  home(): string {
    return 'the home page';
  }

  @Post('orders')
  order(): string {
    return 'ordered';
  }
}

async function hostModule(extras: Pick<PresendModuleOptions, 'adminApi' | 'health' | 'metrics'> = {}) {
  const databaseUrl = await createDatabase();
  const spoolDir = await mkdtemp(join(tmpdir(), 'presend-spool-'));
  @Module({
    controllers: [HostController],
    imports: [
      PresendModule.forRootAsync({
        ...extras,
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

const big =
  '{"GroupId":"g","From_Account":"jared","MsgBody":[{"MsgType":"TIMTextElem","n":12345678901234567890}]}';

type Start = (host: Type) => Promise<INestApplication>;
const quiet = { logger: false as const };
const STARTS: Readonly<Record<string, Start>> = {
  'its own adapter': (host) => NestFactory.create(host, new CallbackExpressAdapter(0), quiet),
  "Nest's Express adapter": (host) => NestFactory.create(host, quiet),
  "Nest's Fastify adapter": (host) =>
    NestFactory.create<NestFastifyApplication>(host, new FastifyAdapter(), quiet),
};

class Closed implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Catch()
class Swallowing implements ExceptionFilter {
  catch(): void {}
}

/** What a host may well have switched on for its own controllers. */
const SURROUNDINGS: Readonly<Record<string, (application: INestApplication) => void>> = {
  'a global ValidationPipe': (application) =>
    application.useGlobalPipes(
      new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
    ),
  'a global auth guard': (application) => application.useGlobalGuards(new Closed()),
  'a global filter': (application) => application.useGlobalFilters(new Swallowing()),
  'a global prefix': (application) => application.setGlobalPrefix('shop'),
};

const group = (text: string): [string, string] => [tencentPath(GROUP), JSON.stringify(groupMessage(text))];
const openim = (text: string): [string, string] => [
  `/openim/${OPENIM_SECRET}/${OPENIM_GROUP}`,
  JSON.stringify(openimMessage(text)),
];

describe.each(Object.entries(STARTS))('in a host with %s', (_adapter, start) => {
  describe('alone', () => {
    beforeEach(async () => {
      app = await start(await hostModule());
      await app.listen(0, '127.0.0.1');
    });

    it('answers callbacks of both vendors, whatever their Content-Type', async () => {
      for (const type of [undefined, 'application/json', 'text/plain']) {
        const headers: Record<string, string> = type ? { 'content-type': type } : {};
        expect(await send(...group('hello'), headers)).toEqual([200, ALLOWED]);
        const [status, text] = await send(...openim('hello'), headers);
        expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ nextCode: 0 })]);
      }
    });

    it('delivers large numbers to the digit', async () => {
      const forged = { MsgType: 'TIMCustomElem', MsgContent: { Desc: 'CustomElement.MemberLevel' } };
      const body = big.replace('}]}', `},${JSON.stringify(forged)}]}`);
      for (const type of ['application/json', 'text/plain']) {
        const [, text] = await send(tencentPath(GROUP), body, { 'content-type': type });
        expect(text).toContain('"MsgBody":[{"MsgType":"TIMTextElem","n":12345678901234567890}]');
      }
    });

    it("answers in the vendor's format if something is wrong", async () => {
      expect(await send(tencentPath(GROUP), '{')).toEqual([200, ALLOWED]);
      expect((await send('/tencent?SdkAppid=1', '{}'))[0]).toBe(403);
      expect((await send('/openim/wrong/x', '{}'))[0]).toBe(403);
      expect((await send(tencentPath(GROUP), `{"a":"${'x'.repeat(70_000)}"}`))[0]).toBe(413);
    });

    it("leaves the host's home page and its other routes alone", async () => {
      const url = await app.getUrl();
      const home = await fetch(`${url}/?utm_source=x`);
      expect([home.status, await home.text()]).toEqual([200, 'the home page']);
      expect(await send('/orders', '')).toEqual([201, 'ordered']);
      // In a library only the paths that it was given are Presend's.
      const [status, text] = await send(`/?SdkAppid=${APP}&CallbackCommand=${GROUP}`, '{}');
      expect([status, text.includes('ActionStatus')]).toEqual([404, false]);
    });
  });

  it.each(Object.entries(SURROUNDINGS))('answers callbacks the same beside %s', async (_name, surround) => {
    app = await start(await hostModule());
    surround(app);
    await app.listen(0, '127.0.0.1');
    expect(await send(...group('hello'))).toEqual([200, ALLOWED]);
    expect(await send(tencentPath(GROUP), '{')).toEqual([200, ALLOWED]);
    expect((await send('/tencent?SdkAppid=1', '{}'))[0]).toBe(403);
    expect(JSON.parse((await send(...openim('hello')))[1])).toMatchObject({ nextCode: 0 });
  });

  it('answers callbacks without admin API, health and metrics, and has none of their urls', async () => {
    app = await start(await hostModule({ adminApi: false, health: false, metrics: false }));
    await app.listen(0, '127.0.0.1');
    expect(await send(...group('hello'))).toEqual([200, ALLOWED]);
    const url = await app.getUrl();
    for (const path of ['/api/v1/messages', '/health/live', '/metrics']) {
      expect((await fetch(url + path)).status).toBe(404);
    }
  });

  it('moves the admin API, health and metrics to the paths that the host names', async () => {
    const paths = {
      adminApi: { path: 'moderation/api' },
      health: { path: 'moderation/health' },
      metrics: { path: 'moderation/metrics' },
    };
    app = await start(await hostModule(paths));
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const found = await fetch(`${url}/moderation/api/messages`, { headers });
    expect([found.status, await found.json()]).toEqual([200, expect.objectContaining({ items: [] })]);
    expect((await fetch(`${url}/moderation/health/live`)).status).toBe(200);
    expect(await (await fetch(`${url}/moderation/metrics`)).text()).toContain('presend_');
    for (const path of ['/api/v1/messages', '/health/live', '/metrics']) {
      expect((await fetch(url + path, { headers })).status).toBe(404);
    }
  });
});

it('refuses a url that is too long in a server of its own', async () => {
  app = await STARTS['its own adapter']!(await hostModule());
  await app.listen(0, '127.0.0.1');
  const long = 'x'.repeat(20 * 1024);
  for (const path of [
    `${tencentPath(GROUP)}&a=${long}`,
    `/openim/${OPENIM_SECRET}/x?a=${long}`,
    `/x?a=${long}`,
  ]) {
    const [status, text] = await send(path, '{}');
    expect([status, JSON.parse(text)]).toEqual([414, expect.any(Object)]);
  }
});
