import { Injectable, Module } from '@nestjs/common';
import { IsString } from 'class-validator';
import { MutePolicy, type Outcome } from '../../src/index.js';
import {
  ANY_COMMAND,
  AnyDto,
  type Callback,
  type CallbackGuard,
  type CallbackPlatform,
  CommandsModule,
  createEvent,
  type EventHead,
  headerOnlyEvent,
  type Rejection,
  UnauthenticatedCallerException,
} from '../../src/platform.js';
import { TestPresend } from '../support/presend.js';
import { WordPolicy } from '../support/word-policy.js';

@Injectable()
class AcmePlatform implements CallbackPlatform {
  readonly name = 'acme';
  readonly messageMember = 'message';
  readonly codeRanges = { acme: [100, 199] } as const;
  readonly plainRejectionCode = 42;
  readonly canDiscard = false;

  matchesPath(path: string): boolean {
    return path.startsWith('/acme/');
  }

  ownsApp(appId: string): boolean {
    return appId === 'acme';
  }

  commandName({ path }: Callback): string {
    return path.slice('/acme/'.length);
  }

  eventHead(callback: Callback): EventHead {
    return { command: this.commandName(callback), appId: 'acme', clientIp: null, clientPlatform: null };
  }

  reply({ verdict }: Outcome): string {
    return JSON.stringify(verdict.kind === 'reject' ? { ok: false, code: verdict.code } : { ok: true });
  }

  rejection(rejection: Rejection): string {
    return JSON.stringify({ ok: false, why: rejection });
  }
}

@Injectable()
class AcmeGuard implements CallbackGuard {
  check({ headers }: Callback): void {
    if (headers['x-acme-key'] !== 'a key') throw new UnauthenticatedCallerException('it has no key');
  }
}

class AcmeMessageDto {
  @IsString()
  from!: string;

  @IsString()
  message!: string;
}

const ACME = { family: 'acme', platform: AcmePlatform, guard: AcmeGuard };
const beforeSend = {
  ...ACME,
  name: 'before-send',
  body: AcmeMessageDto,
  enriched: false as const,
  toEvent: (body: AcmeMessageDto, callback: Callback) =>
    createEvent({
      ...headerOnlyEvent(callback),
      senderId: body.from,
      memberId: body.from,
      elements: [{ text: body.message }],
      text: body.message,
    }),
};
const anyCommand = {
  ...ACME,
  name: ANY_COMMAND,
  body: AnyDto,
  judged: false as const,
  toEvent: (_body: AnyDto, callback: Callback) => headerOnlyEvent(callback),
};

@Module({ providers: [AcmePlatform, AcmeGuard], exports: [AcmePlatform, AcmeGuard] })
class AcmePlatformModule {}

@Module({ imports: [CommandsModule.forFeature([beforeSend, anyCommand], [AcmePlatformModule])] })
class AcmeModule {}

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ policies: [MutePolicy, WordPolicy] }, [AcmeModule]);
});
afterAll(() => presend.stop());

const post = (path: string, body: unknown, key = 'a key') =>
  presend.request(path, { method: 'POST', headers: { 'x-acme-key': key }, body: JSON.stringify(body) });

it("decides on a callback of the host's platform, replies in its format, and records it", async () => {
  expect((await post('/acme/before-send', { from: 'jared', message: 'hello' })).json).toEqual({ ok: true });
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({ family: 'acme', appId: 'acme', senderId: 'jared', body: 'hello' });
});

it("replaces a code outside the platform's range by its plain rejection", async () => {
  const { json } = await post('/acme/before-send', { from: 'jared', message: 'casino' });
  expect(json).toEqual({ ok: false, code: 42 });
  const [record] = await presend.records({ limit: '1' });
  expect(record.failure).toBe('code 10101 is outside 100–199 of acme: answered as 42');
});

it("refuses callers by the platform's own guard", async () => {
  const { status, json } = await post('/acme/before-send', {}, 'no key');
  expect([status, json]).toEqual([403, { ok: false, why: 'foreign-caller' }]);
});

it('accepts unknown commands and malformed bodies', async () => {
  expect((await post('/acme/whatever', { a: 1 })).json).toEqual({ ok: true });
  expect((await post('/acme/before-send', { from: 1 })).json).toEqual({ ok: true });
});

it("applies the platform's code range in the admin API", async () => {
  expect((await presend.admin('PUT', 'mutes/acme/mallory', { code: 150 })).status).toBe(200);
  expect((await presend.admin('PUT', 'mutes/acme/mallory', { code: 10101 })).status).toBe(400);
  expect((await post('/acme/before-send', { from: 'mallory', message: 'hi' })).json).toEqual({
    ok: false,
    code: 150,
  });
});
