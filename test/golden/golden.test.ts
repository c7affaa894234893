import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  allow,
  allowExcept,
  type DecisionPolicy,
  discard,
  type CallbackEvent,
  MutePolicy,
  type PresendOptions,
  reject,
} from '../../src/index.js';
import { sign } from '../../src/tencent/tencent-signatures.js';
import { faultsOf } from '../support/legality.js';
import { type Answer, APP, OPENIM_SECRET, TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

interface GoldenCase {
  readonly about: string;
  readonly given?: {
    readonly levels?: readonly Record<string, string>[];
    readonly mutes?: readonly Record<string, unknown>[];
    readonly options?: PresendOptions;
  };
  readonly request: {
    readonly method?: string;
    readonly path?: string;
    readonly query?: Readonly<Record<string, string | null>>;
    readonly queryText?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly sign?: { readonly token: string; readonly offsetS?: number };
    readonly body?: unknown;
    readonly bodyText?: string;
  };
  readonly reply: { readonly status?: number; readonly body?: unknown; readonly bodyText?: string };
  readonly record: (Record<string, unknown> & { bodyText?: string; deliveredBodyText?: string }) | null;
}

const MARK = /\[\[(\w+)(?: (\d+))?(?: ([^\]]+))?\]\]/;

/** Gives the verdict that the text asks for, or the sender's name; rejects the targets whose names ask for it. */
class MarkedTexts implements DecisionPolicy {
  readonly name = 'marked-texts';

  decide({ text, senderId, targets = [] }: CallbackEvent) {
    const [, word, code, info] = MARK.exec(text) ?? MARK.exec(senderId ?? '') ?? [];
    const refused = targets.flatMap((userId) => {
      const [, asked, code, info] = MARK.exec(userId) ?? [];
      return asked === 'refuse' ? [{ userId, code: code === undefined ? null : Number(code), info }] : [];
    });
    if (refused.length > 0) return allowExcept(refused);
    switch (word) {
      case 'reject':
        return reject(code === undefined ? null : Number(code), info);
      case 'discard':
        return discard();
      case 'allow':
        return allow();
      case 'throw':
        throw new Error('as the text asked');
      case 'hang':
        return new Promise<undefined>(() => {});
      case 'nonsense':
        return 'yes' as never;
      default:
        return undefined;
    }
  }
}

/** The members that every record has. */
const MEMBERS = (
  'id receivedAt family command appId conversationId topicId senderId operatorId clientIp clientPlatform ' +
  'messageKey eventTime body cloudCustomData verdict code info decidedBy ruleSetVersion deliveredBody failure ' +
  'elapsedMs'
).split(' ');

const root = fileURLToPath(new URL('.', import.meta.url));
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: command }) =>
    readdirSync(join(root, command)).map((file) => ({
      command,
      file,
      golden: JSON.parse(readFileSync(join(root, command, file), 'utf8')) as GoldenCase,
    })),
  );

const byOptions = new Map<string, typeof cases>();
for (const one of cases) {
  const options = JSON.stringify(one.golden.given?.options ?? {});
  byOptions.set(options, [...(byOptions.get(options) ?? []), one]);
}

it('has at least eighty cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(80);
});

describe.each([...byOptions])('with %s', (options, group) => {
  let presend: TestPresend;
  beforeAll(async () => {
    presend = await TestPresend.start({
      deadlineMs: 300,
      policies: [MutePolicy, MarkedTexts],
      ...(JSON.parse(options) as PresendOptions),
    });
  });
  afterAll(() => presend.stop());

  it.each(group.map((one) => [`${one.command}/${one.file}`, one.golden.about, one] as const))(
    '%s: %s',
    async (_file, _about, { command, golden }) => {
      await presend.passMinute();
      const given = await arrange(presend, golden);
      const before = await newest(presend);
      const answer = await send(presend, command, golden);
      const after = golden.record ? await newerThan(before, presend) : await newest(presend);
      await given.takeBack();

      const { status = 200, body, bodyText } = golden.reply;
      expect(answer.status).toBe(status);
      if (bodyText !== undefined) expect(answer.text).toBe(bodyText);
      else expect(answer.json).toEqual(body);
      const profile = golden.given?.options?.openimProfile;
      expect(
        faultsOf(vendorOf(golden, command), answer.status, answer.headers, answer.text, profile),
      ).toEqual([]);
      expectRecord(golden.record, before.item, after);
    },
  );
});

function vendorOf({ request }: GoldenCase, command: string): 'tencent' | 'openim' {
  if (request.path !== undefined) return /^\/+openim/.test(request.path) ? 'openim' : 'tencent';
  return command.startsWith('callback') ? 'openim' : 'tencent';
}

async function arrange(presend: TestPresend, { given }: GoldenCase): Promise<{ takeBack(): Promise<void> }> {
  const undo: string[] = [];
  for (const [kind, entries] of Object.entries({ members: given?.levels ?? [], mutes: given?.mutes ?? [] })) {
    for (const { app, userId, ...body } of entries) {
      const path = `${kind}/${encodeURIComponent(String(app))}/${encodeURIComponent(String(userId))}`;
      expect((await presend.admin('PUT', path, body)).status).toBe(200);
      const conversationId = encodeURIComponent(String(body['conversationId'] ?? ''));
      undo.push(`${path}?conversationId=${conversationId}`);
    }
  }
  return {
    async takeBack() {
      for (const path of undo) expect((await presend.admin('DELETE', path)).status).toBe(204);
    },
  };
}

function send(presend: TestPresend, command: string, { request }: GoldenCase): Promise<Answer> {
  const { method = 'POST', headers, body, bodyText } = request;
  const text = bodyText ?? (body === undefined ? undefined : JSON.stringify(body));
  // As bytes: for a string fetch would add a Content-Type.
  const init = { method, headers: { ...headers }, body: text === undefined ? undefined : Buffer.from(text) };
  return presend.request(pathOf(command, request), init);
}

function pathOf(command: string, request: GoldenCase['request']): string {
  const isOpenim = command.startsWith('callback');
  const path = request.path ?? (isOpenim ? `/openim/${OPENIM_SECRET}/${command}` : '/');
  if (request.queryText !== undefined) return `${path}?${request.queryText}`;
  if (/^\/+openim/.test(path)) return path;
  const defaults = {
    SdkAppid: APP,
    CallbackCommand: command,
    contenttype: 'json',
    ClientIP: '203.0.113.7',
    OptPlatform: 'iOS',
  };
  const query: Record<string, string | null> = { ...defaults, ...request.query };
  if (request.sign) {
    const requestTime = String(Math.floor(Date.now() / 1000) + (request.sign.offsetS ?? 0));
    query['RequestTime'] = requestTime;
    query['Sign'] = sign(request.sign.token, requestTime);
  }
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
  return `${path}?${new URLSearchParams(given)}`;
}

/** The newest record, its source, and the id of the one before it. */
interface Newest {
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly item: any;
  readonly text: string;
  readonly previousId: string | undefined;
}

async function newest(presend: TestPresend): Promise<Newest> {
  const { json, text } = await presend.admin('GET', 'messages?limit=2');
  return { item: json.items[0], text, previousId: json.items[1]?.id };
}

/** If PostgreSQL does not store a record in time, it arrives later from the spool. */
async function newerThan(before: Newest, presend: TestPresend): Promise<Newest> {
  let found: Newest | undefined;
  await until(async () => (found = await newest(presend)).item?.id !== before.item?.id);
  return found!;
}

function expectRecord(
  expected: GoldenCase['record'],
  before: { id: string } | undefined,
  after: Newest,
): void {
  if (expected === null) return expect(after.item?.id).toBe(before?.id);
  expect(after.item?.id).not.toBe(before?.id);
  // One callback is one record.
  expect(after.previousId).toBe(before?.id);
  expect(Object.keys(after.item)).toEqual(expect.arrayContaining(MEMBERS));
  const { bodyText, deliveredBodyText, ...members } = expected;
  expect(after.item).toMatchObject(members);
  const [source] = after.text.split('},{"id":') as [string];
  if (bodyText !== undefined) expect(source).toContain(`"body":${bodyText},"cloudCustomData"`);
  if (deliveredBodyText !== undefined) expect(source).toContain(`"deliveredBody":${deliveredBodyText},`);
}
