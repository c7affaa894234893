import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  CallbackExpressAdapter,
  type DecisionPolicy,
  discard,
  MemberLevelEnricher,
  type CallbackEvent,
  PresendModule,
  reject,
} from '../../src/index.js';
import { SnapshotOptions } from '../../src/replica/snapshot-options.js';
import {
  assertRefuses,
  callbackOf,
  MemorySink,
  messageOf,
  TestDatabase,
  TestPresend,
  textElement,
  vendorMatchers,
} from '../../src/testing/index.js';
import { createDatabase, query } from '../support/database.js';

expect.extend(vendorMatchers);

const GROUP = 'Group.CallbackBeforeSendMsg';
const serverUrl = process.env['PRESEND_TEST_DATABASE_URL']!;

@Injectable()
class Words {
  readonly refused = 'casino';
}
@Module({ providers: [Words], exports: [Words] })
class WordsModule {}

@Injectable()
class WordPolicy implements DecisionPolicy {
  readonly name = 'words';
  constructor(private readonly words: Words) {}

  decide({ text, family }: CallbackEvent) {
    if (text.includes('spam')) return discard();
    return text.includes(this.words.refused) ? reject(family === 'group' ? 10101 : null, 'No.') : undefined;
  }
}

describe('an application that the kit starts', () => {
  let presend: TestPresend;
  beforeAll(async () => {
    presend = await TestPresend.start({
      policies: [WordPolicy],
      enrichers: [MemberLevelEnricher],
      imports: [WordsModule],
      tencentTokens: { '1400000001': ['token'] },
      serverUrl,
    });
  });
  afterAll(() => presend.stop());

  it.each(['Group.CallbackBeforeSendMsg', 'OfficialAccount.CallbackBeforeSendMsg'] as const)(
    'sees what becomes of a message of %s',
    async (command) => {
      expect(await presend.client.send(messageOf(command, 'casino'))).toRefuse();
      expect(await presend.client.send(messageOf(command, 'spam'))).toDrop();
      expect(await presend.client.send(messageOf(command, 'hello'))).toDeliver({});
    },
  );

  it('sees that OpenIM refuses what it cannot drop', async () => {
    expect(await presend.client.send(messageOf('callbackBeforeSendGroupMsgCommand', 'spam'))).toRefuse(5001);
  });

  it('makes another message each time, and leaves out what is undefined', async () => {
    const text = { MsgBody: [textElement('casino')] };
    expect(callbackOf(GROUP, text).body).not.toEqual(callbackOf(GROUP, text).body);
    const room = callbackOf(GROUP, { Type: 'Live', GroupId: 'room', OnlineOnlyFlag: undefined, ...text });
    const answer = await presend.client.send(room);
    expect(answer).toRefuse(1);
    expect((await presend.client.records())[0]).toMatchObject({
      family: 'live-room',
      conversationId: 'room',
    });
  });

  it('calls the admin API, and sees what it changes', async () => {
    const { status } = await presend.client.admin('PUT', 'members/1400000001/ann', { level: 'LV7' });
    expect(status).toBe(200);
    const answer = await presend.client.send(callbackOf(GROUP, { From_Account: 'ann' }));
    const level = { Desc: 'CustomElement.MemberLevel', Data: 'LV7' };
    expect(answer).toDeliver({
      MsgBody: [textElement('hello'), { MsgType: 'TIMCustomElem', MsgContent: level }],
    });
  });

  it('is turned away with a wrong signature, an old one, or a wrong secret', async () => {
    const forged = await presend.client.send(callbackOf(GROUP), { token: 'another' });
    const old = await presend.client.send(callbackOf(GROUP), {
      requestTime: Math.floor(Date.now() / 1000) - 90,
    });
    const unsigned = await presend.client.send(callbackOf(GROUP), { query: { Sign: undefined } });
    expect([forged.status, old.status, unsigned.status]).toEqual([403, 403, 403]);
    const stranger = { openimSecret: 'another' };
    const answer = await presend.client.send(callbackOf('callbackBeforeSendGroupMsgCommand'), stranger);
    assertRefuses(answer, 5403);
  });

  it('waits for an outcome, and says so where none comes', async () => {
    await expect(presend.sink.first(({ event }) => event.text === 'never said', 30)).rejects.toThrow(
      /within 30 ms/,
    );
  });
});

it('leaves neither database nor folder behind', async () => {
  const presend = await TestPresend.start({ serverUrl });
  const name = new URL(presend.databaseUrl!).pathname.slice(1);
  const { spoolDir } = presend.app.get<{ spoolDir: string }>(SnapshotOptions, { strict: false });
  expect(existsSync(dirname(spoolDir))).toBe(true);
  await presend.stop();
  expect(await query(serverUrl, 'SELECT 1 FROM pg_database WHERE datname = $1', [name])).toEqual([]);
  expect(existsSync(dirname(spoolDir))).toBe(false);
});

it('leaves a database alone that it was given', async () => {
  const databaseUrl = await createDatabase();
  const presend = await TestPresend.start({ databaseUrl });
  await presend.client.send(callbackOf(GROUP));
  await presend.stop();
  expect(await query(databaseUrl, 'SELECT family FROM message_log')).toEqual([{ family: 'group' }]);
});

it('leaves no database behind where the application cannot start', async () => {
  const names = () =>
    query<{ datname: string }>(
      serverUrl,
      "SELECT datname FROM pg_database WHERE datname LIKE 'presend_test_%'",
    );
  const before = await names();
  await expect(TestPresend.start({ serverUrl, policies: [WordPolicy] })).rejects.toThrow(/Words/);
  expect(await names()).toEqual(before);
});

it('serves an application that the test has made, providers replaced', async () => {
  const database = await TestDatabase.create(serverUrl);
  const presendModule = PresendModule.forRoot({
    databaseUrl: database.url,
    spoolDir: '.presend/test-kit',
    sdkAppIds: ['1400000002'],
    policies: [WordPolicy],
    sinks: [MemorySink],
    imports: [WordsModule],
  });
  const module = await Test.createTestingModule({ imports: [presendModule] })
    .overrideProvider(Words)
    .useValue({ refused: 'chess' })
    .compile();
  const app = module.createNestApplication(new CallbackExpressAdapter(0), { logger: false });
  const presend = await TestPresend.of(app, { appId: '1400000002' });
  expect(await presend.client.send(messageOf(GROUP, 'chess'))).toRefuse(10101, 'No.');
  expect(await presend.client.send(messageOf(GROUP, 'casino'))).toDeliver();
  expect((await presend.sink.first()).event.appId).toBe('1400000002');
  await presend.stop();
  await database.drop();
});
