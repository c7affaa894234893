import { jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { PresendModuleOptions } from '../../src/index.js';
import { Cli, fileOf } from '../support/cli.js';
import { TestPresend } from '../support/presend.js';

// Several processes, one after another, on a machine that has more to do.
jest.setTimeout(60_000);

let presend: TestPresend | undefined;
afterEach(async () => {
  await presend?.stop();
  presend = undefined;
});

async function start(options: PresendModuleOptions = {}): Promise<TestPresend> {
  presend = await TestPresend.start(options);
  return presend;
}

const RULES = `
rules:
  - name: no-casino
    state: live
    when: text.contains("casino")
    then: { action: reject, code: 10101, info: Please rephrase. }
`;

it('pushes rules, which judge from then on, and shows the difference before', async () => {
  const { url } = await start();
  const file = await fileOf('rules.yaml', RULES);
  const dry = await Cli.run(['rules', 'push', file, '--dry-run'], url);
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect(dry.stdout).toContain('+ no-casino (live)\n1 added, 0 changed, 0 removed.');
  expect((await presend!.admin('GET', 'rule-sets')).json.items).toEqual([]);

  const pushed = await Cli.run(['rules', 'push', file, '--reason', 'no casinos'], url);
  expect(pushed).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('Version 1 is in force.'),
  });
  const { json } = await presend!.admin('GET', 'rule-sets/active');
  expect(json).toMatchObject({ reason: 'no casinos', rules: [{ name: 'no-casino' }] });

  const next = RULES.replace('10101', '10102').replace('no-casino', 'no-casino').concat(`
  - { name: second, when: 'true', then: { action: discard } }
`);
  const changed = await Cli.run(
    ['rules', 'push', await fileOf('rules.yaml', next), '--reason', 'another code'],
    url,
  );
  expect(changed.stdout).toContain('+ second (draft)\n~ no-casino\n    then.code: 10101 → 10102\n');
  const without = await Cli.run(['rules', 'push', file, '--dry-run'], url);
  expect(without.stdout).toContain('- second (draft)');
});

it('tells where in its file a rule is that the server refuses, and changes nothing', async () => {
  const { url } = await start();
  const file = await fileOf(
    'rules.yaml',
    RULES.replace('text.contains', 'keywords("gone", text) || text.contains'),
  );
  const { code, stderr } = await Cli.run(['rules', 'push', file, '--reason', 'x'], url);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `${file}:5:11: there is no keyword list 'gone'\n`,
  });
  expect((await presend!.admin('GET', 'rule-sets')).json.items).toEqual([]);
});

it('takes no rules out of force where files without any are pushed by mistake', async () => {
  const { url } = await start();
  await Cli.run(['rules', 'push', await fileOf('rules.yaml', RULES), '--reason', 'x'], url);
  const cases = await fileOf('cases.yaml', 'cases: []\n');
  const { code, stderr } = await Cli.run(['rules', 'push', cases, '--reason', 'x'], url);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'These files have no rules: there is nothing to push.\n',
  });
  expect((await presend!.admin('GET', 'rule-sets/active')).json.rules).toHaveLength(1);
});

it('changes nothing where somebody else made a version meanwhile', async () => {
  const { url } = await start();
  const file = await fileOf('rules.yaml', RULES);
  await Cli.run(['rules', 'push', file, '--reason', 'the first'], url);
  await presend!.admin('DELETE', 'rules/no-casino');
  const late = await Cli.run(['rules', 'push', file, '--reason', 'late', '--based-on', '1'], url);
  expect(late.code).toBe(1);
  expect(late.stderr).toContain('Precondition Failed (412): Another call changed it');
});

it('says that a version waits for the approval of another key', async () => {
  const { url } = await start({ rulesNeedApproval: true });
  const { code, stdout } = await Cli.run(
    ['rules', 'push', await fileOf('rules.yaml', RULES), '--reason', 'x'],
    url,
  );
  expect(code).toBe(0);
  expect(stdout).toContain('Version 1 is made, and not in force: it needs the approval of another key');
  const pulled = await Cli.run(['rules', 'pull'], url);
  expect(pulled).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('nothing to pull') });
});

it('pulls what, pushed again, changes nothing; and an older version', async () => {
  const { url } = await start();
  const rule = {
    name: 'all-of-it',
    description: 'Two lines:\n  "quoted" \'too\' #no comment ',
    scope: { apps: { include: ['1400000001'], exclude: ['007', 'true', '~'] }, exemptAdmins: true },
    when: 'text.contains("x")\n  && sender != "\\u2028"\n',
    then: { action: 'reject', code: 10101, infoByLanguage: { zh: '请换一种说法。', ar: 'لا' } },
    priority: -3,
    state: 'shadow',
    percent: 12.5,
    percentOf: 'sender',
    hitLimit: 7,
  };
  await presend!.admin('POST', 'rule-sets', { rules: [], reason: 'none' });
  await presend!.admin('POST', 'rule-sets', { rules: [rule, { ...rule, name: 'again' }], reason: 'all' });

  const out = await fileOf('rules.yaml', '');
  const pulled = await Cli.run(['rules', 'pull', '--out', out], url);
  expect(pulled).toMatchObject({ code: 0, stdout: '' });
  expect(await readFile(out, 'utf8')).toMatch(/^# Version 2 of \d{4}-/);
  const pushed = await Cli.run(['rules', 'push', out, '--reason', 'the same'], url);
  expect(pushed.stdout).toContain('0 added, 0 changed, 0 removed.\nThere is nothing to change.');
  expect((await presend!.admin('GET', 'rule-sets')).json.items).toHaveLength(2);

  const first = await Cli.run(['rules', 'pull', '--version', '1'], url);
  expect(first.stdout).toContain('rules: []');
  const none = await Cli.run(['rules', 'pull', '--version', '9'], url);
  expect(none).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Not Found (404): There is no version 9'),
  });
});

it('imports words from lines, NDJSON and CSV, and names the lines that are wrong', async () => {
  const { url } = await start();
  const words = await fileOf('words.txt', 'casino\n{"text":"casino royale","kind":"allow"}\n');
  const imported = await Cli.run(['keywords', 'import', 'gambling', words, '--reason', 'x'], url);
  expect(imported).toMatchObject({ code: 0, stdout: "2 entries in 'gambling': version 1 is in force.\n" });
  const csv = await fileOf('words.csv', 'text,severity,kind\n"roulette, and more",3,\nbingo,,allow\n');
  expect(await Cli.run(['keywords', 'import', 'games', csv], url)).toMatchObject({ code: 0, stderr: '' });
  const { text } = await presend!.admin('GET', 'keyword-lists/games/entries');
  expect(text.trim().split('\n')).toEqual([
    '{"text":"roulette, and more","severity":3}',
    '{"text":"bingo","kind":"allow"}',
  ]);

  const bad = await fileOf('bad.csv', 'text,severity\nbingo,3\n...,1\nlotto,9\n');
  const refused = await Cli.run(['keywords', 'import', 'games', bad], url);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr.split('\n')).toEqual([
    'Unprocessable Entity (422): Nothing was imported: 2 line(s) are wrong.',
    `${bad}:3:1: text must have letters, digits or ideographs in it`,
    `${bad}:4:1: severity must be a whole number from 1 to 5`,
    '',
  ]);
});

it('explains what the rules would do with a message, of options or of a file', async () => {
  const { url } = await start();
  await Cli.run(['rules', 'push', await fileOf('rules.yaml', RULES), '--reason', 'x'], url);
  const { code, stdout } = await Cli.run(['explain', '--text', 'my casino'], url);
  expect(code).toBe(0);
  expect(stdout).toContain('Version 1 says: reject, by no-casino\ncode 10101\n');
  expect(stdout).toMatch(/^no-casino +live +yes +yes +yes +yes$/m);

  const file = await fileOf('message.json', '{"text":"my casino","clientPlatform":"iOS"}');
  const other = await Cli.run(['explain', '--file', file, '--text', 'hello', '--json'], url);
  expect(JSON.parse(other.stdout)).toMatchObject({ verdict: 'allow' });

  const wrong = await Cli.run(['explain', '--file', await fileOf('m.json', '{"text":"x","loud":1}')], url);
  expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('loud') });
});

it('ends with 1 where its key is no key, with 2 where it has none, and never shows it', async () => {
  const { url } = await start();
  const keyFile = await fileOf('key', 'a-wrong-key\n');
  const refused = await Cli.run(['rules', 'pull', '--url', url, '--key-file', keyFile]);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Unauthorized \(401\): /) });
  expect(refused.stderr + refused.stdout).not.toContain('a-wrong-key');
  const without = await Cli.run(['rules', 'pull', '--url', url]);
  expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('PRESEND_API_KEY') });
});
