import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readConfig } from './config.js';
import {
  CallbackExpressAdapter,
  type DecisionPolicy,
  discard,
  MemberLevelEnricher,
  type MessageEvent,
  MutePolicy,
  PinoLogger,
  PresendModule,
  reject,
  servePages,
} from './index.js';

const APP = '1400000001';
const SECRET = 'demo-openim-secret';
const KEY = 'demo-admin-key';

/** The kind of rule that a company would write. */
@Injectable()
class HouseRules implements DecisionPolicy {
  readonly name = 'house-rules';

  decide({ text }: MessageEvent) {
    if (text.includes('casino')) return reject(10101, 'Please rephrase.');
    if (text.includes('unsubscribe me')) return discard();
    return undefined;
  }
}

const { port, host, presend } = readConfig({
  SDK_APP_IDS: APP,
  OPENIM_SECRETS: SECRET,
  ADMIN_API_KEY: KEY,
  ...process.env,
});

@Module({
  imports: [
    PresendModule.forRoot({
      ...presend,
      // Trying out is not measuring: a slow machine may take its time.
      logWaitMs: 2_000,
      policies: [MutePolicy, HouseRules],
      enrichers: [MemberLevelEnricher],
    }),
  ],
})
class DemoModule {}

const sdkAppId = presend.sdkAppIds![0]!;
const openimUrl = `/openim/${presend.openimSecrets![0]!}`;
const adminKey = presend.adminApiKey!;

interface Play {
  readonly title: string;
  readonly path: string;
  readonly body: object;
}

/** In the names of its messages: those of the last run would be repeats of these. */
const run = Date.now();

const text = (Text: string): object => ({ MsgType: 'TIMTextElem', MsgContent: { Text } });
const tencentPath = (command: string): string =>
  `/?SdkAppid=${sdkAppId}&CallbackCommand=${command}&contenttype=json&ClientIP=203.0.113.7&OptPlatform=Android`;

const groupMessage = {
  CallbackCommand: 'Group.CallbackBeforeSendMsg',
  GroupId: '@TGS#2J4SZEAEL',
  Type: 'Public',
  From_Account: 'jared',
  Operator_Account: 'jared',
  Random: run % 2 ** 32,
  OnlineOnlyFlag: 0,
  MsgBody: [text('red packet')],
  CloudCustomData: 'your cloud custom data',
  EventTime: Date.now(),
};
const openimMessage = {
  sendID: 'jared',
  callbackCommand: 'callbackBeforeSendGroupMsgCommand',
  serverMsgID: `0b26a6cb${run}`,
  clientMsgID: `f4ff24b7${run}`,
  operationID: '1646445464564',
  senderPlatformID: 2,
  senderNickname: 'Jared',
  sessionType: 3,
  msgFrom: 100,
  contentType: 101,
  status: 1,
  sendTime: Date.now(),
  createTime: Date.now(),
  content: '{"content":"Hello, this is a group message!"}',
  seq: 0,
  atUserList: null,
  faceURL: '',
  ex: '{"bubble":3}',
  groupID: 'group567',
};

const PLAYS: readonly Play[] = [
  {
    title: "Group: allowed, and the sender's level is appended",
    path: tencentPath('Group.CallbackBeforeSendMsg'),
    body: groupMessage,
  },
  {
    title: 'Live room: rejected, with our own code and text',
    path: tencentPath('Group.CallbackBeforeSendMsg'),
    body: {
      CallbackCommand: 'Group.CallbackBeforeSendMsg',
      GroupId: 'room_1',
      Type: 'Live',
      From_Account: 'mallory',
      Operator_Account: 'mallory',
      Random: run % 2 ** 31,
      MsgId: `144115233406643804-${run}-4026038328`,
      MsgBody: [text('come to my casino')],
      EventTime: String(Date.now()),
    },
  },
  {
    title: 'Official account: discarded, its sender is not told',
    path: tencentPath('OfficialAccount.CallbackBeforeSendMsg'),
    body: {
      CallbackCommand: 'OfficialAccount.CallbackBeforeSendMsg',
      Official_Account: '@TOA#_2J4SZEAEL',
      OnlineOnlyFlag: 0,
      MsgBody: [text('unsubscribe me')],
      EventTime: Date.now(),
    },
  },
  {
    title: 'OpenIM: allowed before it is sent …',
    path: `${openimUrl}/callbackBeforeSendGroupMsgCommand`,
    body: openimMessage,
  },
  {
    title: "… and the sender's level merged into ex, in the callback that follows",
    path: `${openimUrl}/callbackBeforeMsgModifyCommand`,
    body: { ...openimMessage, callbackCommand: 'callbackBeforeMsgModifyCommand', groupID: undefined },
  },
];

const app = await NestFactory.create<NestExpressApplication>(DemoModule, new CallbackExpressAdapter(), {
  logger: new PinoLogger('warn'),
  abortOnError: false,
});
app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
servePages(app);
await listen(port);
const { port: ownPort } = app.getHttpServer().address() as { port: number };
const url = `http://127.0.0.1:${ownPort}`;

for (const [appId, level] of [
  [sdkAppId, 'LV1'],
  ['openim', 'LV5'],
] as const) {
  await admin('PUT', `members/${appId}/jared`, { level });
}

for (const { title, path, body } of PLAYS) {
  print(`\n── ${title}`);
  print(`→ POST ${path}`);
  print(indented(body));
  const answer = await fetch(url + path, { method: 'POST', body: Buffer.from(JSON.stringify(body)) });
  print(`← ${answer.status}`);
  print(indented(await answer.json()));
}

print('\n── The records, newest first');
const { items } = (await admin('GET', `messages?limit=${PLAYS.length}`)) as {
  items: Record<string, unknown>[];
};
for (const item of items) print(recordLine(item));

// Without a Random each is another message: with one, sent again within a minute, it would be answered as before.
const again = JSON.stringify({ ...groupMessage, Random: undefined, EventTime: undefined });
print(`
Presend goes on serving at ${url} (Ctrl-C stops it). Send the next one:

  curl '${url}${tencentPath('Group.CallbackBeforeSendMsg')}' \\
    -d '${again}'

Look at its record, mute its sender, read the API:

  curl -H 'Authorization: Bearer ${adminKey}' '${url}/api/v1/messages?limit=1'
  curl -X PUT -H 'Authorization: Bearer ${adminKey}' -H 'Content-Type: application/json' \\
    '${url}/api/v1/mutes/${sdkAppId}/jared' -d '{"code":10102,"info":"You are muted."}'
  open ${url}/api/docs
`);

/** At the wanted port, or where somebody has that already at a free one. */
async function listen(wanted: number): Promise<void> {
  try {
    await app.listen(wanted, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    print(`Port ${wanted} is taken: using a free one.`);
    await app.listen(0, host);
  }
}

async function admin(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`);
  return response.json();
}

function recordLine(item: Record<string, unknown>): string {
  const { receivedAt, family, conversationId, senderId, verdict, code, decidedBy, elapsedMs } = item;
  const isChanged = item['deliveredBody'] !== null || item['deliveredCustomData'] !== null;
  const who = `${String(senderId ?? '–')} in ${String(conversationId)}`;
  const what = `${String(verdict)}${code === null ? '' : ` ${String(code)}`}${isChanged ? ', changed' : ''}`;
  const cells = [String(receivedAt), String(family).padEnd(16), who.padEnd(26), what.padEnd(14)];
  return `  ${cells.join('  ')}  by ${String(decidedBy)} in ${String(elapsedMs)} ms`;
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, '    ');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
