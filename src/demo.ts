import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readConfig } from './config/config.js';
import {
  CallbackExpressAdapter,
  type DecisionPolicy,
  discard,
  MaskEnricher,
  MemberLevelEnricher,
  type CallbackEvent,
  MutePolicy,
  PinoLogger,
  PresendModule,
  reject,
  RulePolicy,
  servePages,
} from './index.js';
import { simulationText } from './cli/simulate/simulation-text.js';
import { Simulation } from './simulator/simulation.js';
import { MixedTraffic } from './simulator/traffic.js';
import { callbackOf, messageOf } from './testing/callback-of.js';
import { openimPath, tencentPath } from './testing/callback-url.js';
import type { VendorCallback } from './testing/vendor-callback.js';

const APP = '1400000001';
const SECRET = 'demo-openim-secret';
const KEY = 'demo-admin-key';
const SIMULATED_SECONDS = 3;

/** A policy as a company would write it. */
@Injectable()
class HouseRules implements DecisionPolicy {
  readonly name = 'house-rules';

  decide({ text }: CallbackEvent) {
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
      tencentPaths: ['/', '/tencent'],
      // The demo measures nothing, so a slow machine may take longer.
      logWaitMs: 2_000,
      policies: [MutePolicy, HouseRules, RulePolicy],
      enrichers: [MaskEnricher, MemberLevelEnricher],
    }),
  ],
})
class DemoModule {}

const sdkAppId = presend.sdkAppIds![0]!;
const openimSecret = presend.openimSecrets![0]!;
const adminKey = presend.adminApiKey!;

interface Play {
  readonly title: string;
  readonly callback: VendorCallback;
}

const GROUP = 'Group.CallbackBeforeSendMsg';
const openimMessage = messageOf('callbackBeforeSendGroupMsgCommand', 'Hello, this is a group message!', {
  ex: '{"bubble":3}',
});
const PLAYS: readonly Play[] = [
  {
    title: "Group: allowed, and the sender's level is appended",
    callback: messageOf(GROUP, 'red packet', { CloudCustomData: 'your cloud custom data' }),
  },
  {
    title: 'Live room: rejected, with our own code and text',
    callback: messageOf(GROUP, 'come to my casino', {
      GroupId: 'room_1',
      Type: 'Live',
      From_Account: 'mallory',
      Operator_Account: 'mallory',
      EventTime: String(Date.now()),
    }),
  },
  {
    title: 'Official account: discarded without telling the sender',
    callback: messageOf('OfficialAccount.CallbackBeforeSendMsg', 'unsubscribe me'),
  },
  { title: 'OpenIM: allowed before it is sent …', callback: openimMessage },
  {
    title: "… and the sender's level merged into ex, in the callback that follows",
    callback: callbackOf('callbackBeforeMsgModifyCommand', {
      ...openimMessage.body,
      callbackCommand: 'callbackBeforeMsgModifyCommand',
      groupID: undefined,
    }),
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

for (const { title, callback } of PLAYS) {
  const path = pathOf(callback);
  print(`\n── ${title}`);
  print(`→ POST ${path}`);
  print(indented(callback.body));
  const body = Buffer.from(JSON.stringify(callback.body));
  const answer = await fetch(url + path, { method: 'POST', body });
  print(`← ${answer.status}`);
  print(indented(await answer.json()));
}

print('\n── The records, newest first');
const { items } = (await admin('GET', `messages?limit=${PLAYS.length}`)) as {
  items: Record<string, unknown>[];
};
for (const item of items) print(recordLine(item));

print(`\n── Both vendors at once, for ${SIMULATED_SECONDS} seconds`);
const report = await new Simulation({
  url,
  callers: { appId: sdkAppId, token: presend.tencentTokens?.[sdkAppId]?.[0], openimSecret },
  traffic: new MixedTraffic({ senders: 100 }),
  schedule: { rate: 100, seconds: SIMULATED_SECONDS },
}).run();
print(indentedText(simulationText(report)));

// Without a Random each is another message: with one, sent again within a minute, it would be answered as before.
const again = JSON.stringify({ ...PLAYS[0]!.callback.body, Random: undefined, EventTime: undefined });
print(`
Presend keeps running at ${url} (Ctrl-C stops it). Send another message:

  curl '${url}${pathOf(PLAYS[0]!.callback)}' \\
    -d '${again}'

Simulate more traffic, at another rate or with faults:

  PRESEND_OPENIM_SECRET=${openimSecret} npm run presend -- simulate --url ${url} --app ${sdkAppId} --rate 500

See its record, mute its sender, read the API:

  curl -H 'Authorization: Bearer ${adminKey}' '${url}/api/v1/messages?limit=1'
  curl -X PUT -H 'Authorization: Bearer ${adminKey}' -H 'Content-Type: application/json' \\
    '${url}/api/v1/mutes/${sdkAppId}/jared' -d '{"code":10102,"info":"You are muted."}'
  open ${url}/api/docs
`);

/** Listens on the wanted port, or on a free one if another process has it. */
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
  if (!response.ok) throw new Error(`${method} ${path} returned ${response.status}`);
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

function pathOf({ platform, command }: VendorCallback): string {
  if (platform === 'openim') return openimPath(command, openimSecret);
  return tencentPath(command, { appId: sdkAppId, token: presend.tencentTokens?.[sdkAppId]?.[0] });
}

function indented(value: unknown): string {
  return indentedText(JSON.stringify(value, null, 2));
}

function indentedText(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
