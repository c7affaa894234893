import { jest } from '@jest/globals';
import { BacktestApi, type BacktestPlay } from '../support/backtest-api.js';
import { Cli, fileOf } from '../support/cli.js';
import { until } from '../support/until.js';

// Several processes, one after another, on a machine that has more to do.
jest.setTimeout(60_000);

let api: BacktestApi;
afterEach(() => api.stop());

const queued = { id: 'b1', state: 'queued', total: 0, done: 0, report: null };
const running = { ...queued, state: 'running', total: 1_000, done: 400 };
const report = {
  messages: 1_000,
  hits: 12,
  changed: 3,
  notComparable: 1,
  rules: [{ name: 'no-casino', state: 'live', hits: 12, decided: 9 }],
  changes: [{ from: 'allow', to: 'reject', count: 3 }],
  conversations: [{ app: '1400000001', conversationId: 'g1', hits: 12, changed: 3 }],
  samples: [
    {
      id: '0b8e',
      receivedAt: '2026-11-20T08:00:00.000Z',
      app: '1400000001',
      family: 'group',
      conversationId: 'g1',
      senderId: 'mallory',
      rule: 'no-casino',
      was: { verdict: 'allow', code: null, rule: null },
      now: { verdict: 'reject', code: 10101, rule: 'no-casino' },
    },
  ],
  cost: { meanUs: 11, p50Us: 9, p99Us: 80 },
  labels: { agreed: 5, disagreed: 1, missed: 2, falseAlarms: 0 },
  seconds: 2.5,
};
const done = { ...running, state: 'done', done: 1_000, report };

async function play(looks: readonly object[], more: Partial<BacktestPlay> = {}): Promise<void> {
  api = await BacktestApi.start({ started: { status: 201, body: queued }, looks, ...more });
}

it('starts it, waits, and prints the report as tables', async () => {
  await play([running, running, done]);
  const file = await fileOf('rules.yaml', 'rules: [{ name: a, when: "true", then: { action: discard } }]\n');
  const options = [
    '--from',
    '2026-11-14',
    '--to',
    '2026-11-15T12:00:00+08:00',
    '--app',
    '14',
    '--family',
    'group',
  ];
  const { code, stdout } = await Cli.run(['backtest', '--rules', file, ...options], api.url);
  expect(code).toBe(0);
  expect(api.calls[0]!.body).toEqual({
    rules: [{ name: 'a', when: 'true', then: { action: 'discard' } }],
    from: '2026-11-14T00:00:00.000Z',
    to: '2026-11-15T04:00:00.000Z',
    app: '14',
    family: 'group',
  });
  expect(stdout).toMatch(/^messages +1000$/m);
  expect(stdout).toMatch(/^other verdicts +3$/m);
  expect(stdout).toMatch(/^no-casino +live +12 +9$/m);
  expect(stdout).toMatch(/^allow +reject +3$/m);
  expect(stdout).toMatch(/^1400000001 +g1 +12 +3$/m);
  expect(stdout).toMatch(/group +g1 +mallory +allow +reject 10101 no-casino +0b8e$/m);
  expect(stdout).toContain('Cost a message: 11 µs mean, 9 µs p50, 80 µs p99');
  expect(stdout).toContain('Against what people said: 5 agreed, 1 disagreed, 2 missed, 0 false alarms');
});

it('prints the JSON where it is asked to', async () => {
  await play([done]);
  const { code, stdout } = await Cli.run(['backtest', '--version', '12', '--json'], api.url);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(done);
  expect(api.calls[0]!.body).toEqual({ version: 12 });
});

it.each([
  [{}],
  [
    {
      messages: 3,
      rules: null,
      changes: [null, 3, {}],
      samples: [{ was: 'allow', now: 4 }],
      cost: null,
      novelty: [{}],
    },
  ],
  [{ rules: [{ name: 'x' }], labels: {}, conversations: 'many' }],
  ['soon'],
])('prints what it can of a report that it does not know: %j', async (odd) => {
  await play([{ ...done, report: odd }]);
  expect(await Cli.run(['backtest'], api.url)).toMatchObject({ code: 0, stderr: '' });
});

it('cancels it on the server when it is interrupted, and shows what there is', async () => {
  const partly = { ...running, state: 'cancelled', report: { messages: 400 } };
  await play([running], { cancelled: partly });
  const cli = Cli.start(['backtest'], api.url);
  await until(() => api.calls.length >= 2);
  cli.kill('SIGINT');
  expect(await cli.exited).toBe(130);
  expect(api.calls.map(({ url }) => url)).toContain('/api/v1/backtests/b1/cancel');
  expect(cli.stdout).toMatch(/^messages +400$/m);
  expect(cli.stderr).toBe('Cancelling it on the server.\nThe backtest was cancelled.\n');
});

it('tells of a failure, of one that failed and of rules that the server refuses', async () => {
  await play([{ ...running, state: 'failed', failure: 'the disk is full' }]);
  expect(await Cli.run(['backtest'], api.url)).toMatchObject({
    code: 1,
    stderr: 'The backtest failed: the disk is full\n',
  });
  api.stop();
  const errors = [{ pointer: '/rules/0/when', line: 1, column: 3, detail: 'it is odd' }];
  const problem = { title: 'Unprocessable Entity', detail: 'Nothing was done.', errors };
  await play([], { started: { status: 422, body: problem } });
  const file = await fileOf('rules.yaml', 'rules: [{ name: a, when: "true", then: { action: discard } }]\n');
  expect(await Cli.run(['backtest', '--rules', file], api.url)).toMatchObject({
    code: 1,
    stderr: `${file}:1:29: it is odd\n`,
  });
});

it('tells of a server that answers in a way of its own', async () => {
  await play([{ id: 'b1', report: { messages: 3 } }]);
  expect((await Cli.run(['backtest'], api.url)).stdout).toBe('messages  3\n');
  api.stop();
  await play([], { started: { status: 201, body: {} } });
  expect(await Cli.run(['backtest'], api.url)).toMatchObject({
    code: 1,
    stderr: 'The server did not say which backtest it began.\n',
  });
});
