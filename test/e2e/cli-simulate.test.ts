import { jest } from '@jest/globals';
import { Cli, fileOf } from '../support/cli.js';
import { OPENIM_SECRET, TestPresend } from '../support/presend.js';
import { freePort } from '../support/process.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ tencentTokens: { '1400000001': ['a-token'] } });
});
afterAll(() => presend.stop());

const TENCENT = { PRESEND_TENCENT_TOKEN: 'a-token' };
const run = (args: readonly string[], environment: Record<string, string> = {}, url = presend.url) =>
  Cli.run(['simulate', '--seconds', '1', '--rate', '50', ...args], url, environment);

it('prints the results of each command, and exits with 0 if every answer is correct', async () => {
  const environment = { ...TENCENT, PRESEND_OPENIM_SECRET: OPENIM_SECRET };
  const { code, stdout, stderr } = await run(['--app', '1400000001'], environment);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+ callbacks in \d+\.\d s, /);
  expect(stdout).toContain(', 0 late, 0 illegal');
  expect(stdout).toMatch(/^Group\.CallbackBeforeSendMsg +\d+ /m);
  expect(stdout).toMatch(/^callbackBeforeSendGroupMsgCommand +\d+ /m);
});

it('reads secrets from files, and prints nothing but the report with --json', async () => {
  const token = await fileOf('token', 'a-token\n');
  const { code, stdout } = await run([
    '--app',
    '1400000001',
    '--token-file',
    token,
    '--mix',
    'group',
    '--json',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ late: 0, illegal: 0, faults: [] });
});

it('says which part of the mix no caller can send, and sends the rest', async () => {
  const { code, stderr, stdout } = await run(['--json'], { PRESEND_OPENIM_SECRET: OPENIM_SECRET });
  expect(code).toBe(0);
  expect(stderr).toContain('A part of the mix is not sent: callbacks of Tencent need --app.');
  expect(JSON.parse(stdout).sent).toBeGreaterThanOrEqual(50);
});

it('exits with 1 if Presend does not authenticate the caller, and prints such an answer', async () => {
  const { code, stdout, stderr } = await run(['--app', '1400000009', '--mix', 'group']);
  expect(code).toBe(1);
  expect(stdout).toContain('Its status is 403');
  expect(stderr).toContain('At least one answer was late, illegal or missing.');
});

it('exits with 3 if no server answers', async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const { code, stdout, stderr } = await run(['--app', '1', '--mix', 'group'], {}, url);
  expect(code).toBe(3);
  expect(stdout).toContain('50 × ECONNREFUSED');
  expect(stderr).toContain(`No server answers at ${url}.`);
});

it.each([
  [['--app', '1', '--mix', 'nothing'], "'nothing' is neither a mix"],
  [
    ['--app', '1', '--mix', 'openim'],
    'Nothing of the mix can be sent: callbacks of OpenIM need PRESEND_OPENIM_SECRET',
  ],
  [[], 'No caller is given.'],
  [['--app', '1', '--repeats', '101'], 'It must be a number from 0 to 100.'],
  [['--app', '1', '--url', 'presend'], 'It must begin with http:// or https://.'],
  [['--app', '1', '--token-file', 'nowhere'], 'The file nowhere cannot be read (ENOENT).'],
])('exits with 2 on %j', async (args, message) => {
  const { code, stderr } = await run(args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

it('prints the report so far when it is interrupted', async () => {
  const args = ['simulate', '--seconds', '60', '--app', '1400000001', '--mix', 'group', '--json'];
  const cli = Cli.start(args, presend.url, TENCENT);
  const before = (await presend.records({ limit: '1000' })).length;
  await until(async () => (await presend.records({ limit: '1000' })).length > before, 20_000);
  cli.kill('SIGINT');
  expect(await cli.exited).toBe(130);
  expect(JSON.parse(cli.stdout)).toMatchObject({ illegal: 0, late: 0 });
});
