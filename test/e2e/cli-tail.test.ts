import { jest } from '@jest/globals';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cli } from '../support/cli.js';
import { createDatabase } from '../support/database.js';
import { GROUP, groupMessage, liveRoomMessage } from '../support/messages.js';
import { freePort, PresendProcess } from '../support/process.js';
import { TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

// Several processes, one after another, on a machine that has more to do.
jest.setTimeout(60_000);
const PATIENCE_MS = 20_000;

let presend: TestPresend | undefined;
let cli: Cli | undefined;
afterEach(async () => {
  cli?.kill('SIGKILL');
  await presend?.stop();
  presend = cli = undefined;
});

async function tail(...options: string[]): Promise<Cli> {
  presend ??= await TestPresend.start();
  cli = Cli.start(['tail', ...options], presend.url);
  await until(() => cli!.stderr.includes('Waiting'), PATIENCE_MS);
  return cli;
}

const send = (text: string, fields: object = {}) => presend!.tencent(GROUP, groupMessage(text, fields));
const keys = ({ lines }: Cli): string[] => lines.map((line) => JSON.parse(line).messageKey as string);

it('shows each decision on a line, and never what was written', async () => {
  const { lines } = await (async () => {
    const following = await tail();
    await send('a confidential\ntext', { From_Account: 'mallory\u001b[2J' });
    await until(() => following.lines.length === 1, PATIENCE_MS);
    return following;
  })();
  expect(lines[0]).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:.]+Z {2}group {2}@TGS#2J4SZEAEL {2}mallory\\u\{1b\}\[2J {2}allow {2}– {2}– {2}[\d.]+ ms$/,
  );
});

it('shows what was written where it is asked to, on the same line', async () => {
  const following = await tail('--text');
  await send('two\nlines\u202e');
  await until(() => following.lines.length === 1, PATIENCE_MS);
  expect(following.lines[0]).toMatch(/ms {2}two ⏎ lines\\u\{202e\}$/);
});

it('shows those only that it is asked for, after the last of those that are there', async () => {
  presend = await TestPresend.start();
  for (const MsgId of ['l1', 'l2', 'l3']) await presend.tencent(GROUP, liveRoomMessage('x', { MsgId }));
  const following = await tail('--json', '--family', 'live-room', '--sender', 'jared', '--last', '2');
  await send('x', { MsgId: 'not' });
  await presend.tencent(GROUP, liveRoomMessage('x', { MsgId: 'not', From_Account: 'bob' }));
  await presend.tencent(GROUP, liveRoomMessage('x', { MsgId: 'l4' }));
  await until(() => following.lines.length >= 3, PATIENCE_MS);
  expect(keys(following)).toEqual(['l2', 'l3', 'l4']);
  expect(Object.keys(JSON.parse(following.lines[0]!))).not.toContain('body');
});

it('loses none and repeats none at hundreds a second, over a restart of the server', async () => {
  const environment = {
    DATABASE_URL: await createDatabase(),
    PORT: String(await freePort()),
    SPOOL_DIR: join(await mkdtemp(join(tmpdir(), 'presend-tail-')), 'spool'),
  };
  let server = await PresendProcess.start(environment);
  cli = Cli.start(['tail', '--json'], server.url);
  await until(() => cli!.stderr.includes('Waiting'), PATIENCE_MS);
  const answered: string[] = [];
  const burst = async (count: number): Promise<void> => {
    for (let sent = 0; sent < count; sent += 50) {
      const batch = Array.from({ length: 50 }, async () => {
        const MsgId = `m${answered.length}-${Math.random()}`;
        const body = JSON.stringify(groupMessage('x', { MsgId }));
        const { ok } = await fetch(`${server.url}/?SdkAppid=1400000001&CallbackCommand=${GROUP}`, {
          method: 'POST',
          body: Buffer.from(body),
        });
        if (ok) answered.push(MsgId);
      });
      await Promise.all(batch);
    }
  };
  await burst(1_500);
  server.kill('SIGTERM');
  await server.exited;
  await until(() => cli!.stderr.includes('Trying again'), PATIENCE_MS);
  server = await PresendProcess.start(environment);
  try {
    await burst(1_500);
    await until(() => cli!.lines.length >= answered.length, PATIENCE_MS);
    await until(() => cli!.stderr.includes('answers again'), PATIENCE_MS);
    // A record that is shown twice is shown soon.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(answered).toHaveLength(3_000);
    expect(keys(cli).sort()).toEqual(answered.sort());
  } finally {
    server.kill('SIGTERM');
    await server.exited;
  }
}, 60_000);
