import { jest } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { Cli, fileOf } from '../support/cli.js';

// Several processes, one after another, on a machine that has more to do.
jest.setTimeout(60_000);

const EXAMPLES = fileURLToPath(new URL('../../examples/rules/', import.meta.url));

const lint = async (source: string, ...options: string[]) => {
  const file = await fileOf('rules.yaml', source);
  const { code, stdout, stderr } = await Cli.run(['rules', 'lint', file, ...options]);
  return {
    code,
    stdout: stdout.replaceAll(file, 'F'),
    stderr: stderr.replaceAll(file, 'F').trim().split('\n'),
  };
};

it('lints and tests the example, whose cases are all as expected', async () => {
  const files = ['rules.yaml', 'cases.yaml'].map((name) => EXAMPLES + name);
  expect(await Cli.run(['rules', 'lint', ...files])).toEqual({
    code: 0,
    stdout: '5 rule(s) in 2 file(s): no faults.\n',
    stderr: '',
  });
  expect(await Cli.run(['rules', 'test', ...files])).toEqual({
    code: 0,
    stdout: '7 of 7 cases are as expected.\n',
    stderr: '',
  });
});

it('lint warns about each old name, and finds no fault', async () => {
  const { code, stderr } = await lint(`rules:
  - name: a
    scope: { platforms: { include: [Web] }, groupTypes: { include: [Public] } }
    when: platform == "Web"
    then: { action: reject }
`);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: [
      'F:3:14: warning: platforms is the old name of clientPlatforms',
      'F:3:45: warning: groupTypes is the old name of conversationTypes',
      'F:4:11: warning: platform is the old name of client_platform',
    ],
  });
});

it('says file, line and column of each fault: of shape, code, syntax, type, pattern, name', async () => {
  const { code, stdout, stderr } = await lint(`rules:
  - name: a
    state: lively
    when: text.contains("x")
    then: { action: reject }
    colour: red
`);
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: [
      'F:6:13: property colour should not exist',
      'F:3:12: state must be one of the following values: draft, shadow, live',
    ],
  });
  const faults = await lint(`rules:
  - name: a
    when: |
      text.contains("x")
        && text.contans("y")
    then: { action: mute, code: 5 }
  - name: a
    when: 'sender == "b" && text.matches("(a")'
    then: { action: reject }
  - { name: b, when: level, then: { action: allow } }
  - { name: c, when: "1 +", then: { action: allow } }
  - { name: d, when: 'rate(sender, 1, 0)', then: { action: allow } }
`);
  expect(faults.stderr).toEqual([
    expect.stringMatching(/^F:6:33: 5 reaches no client: use 10100–10200, /),
    'F:6:5: mute needs seconds: for how long',
    "F:5:12: found no matching overload for 'string.contans(string)'",
    "F:7:11: another rule has the name 'a' too",
    expect.stringMatching(/^F:8:29: RE2 does not accept the pattern/),
    'F:10:22: the condition has the type string: it must be true or false',
    expect.stringMatching(/^F:11:2\d: /),
    'F:12:23: the seconds of rate must be a whole number from 1 to 86400, written out',
  ]);
});

it.each([
  ['rules: [', 'F:1:9: '],
  ['rules:\n  - &a [*a, *b]\n', 'F:2:13: there is no anchor &b before it'],
  ['- a\n', 'F:1:1: a rule file has members: rules, cases, keywords'],
  ['rules: []\nrulez: []\n', 'F:2:1: unknown member rulez'],
  ['rules: {}\n', 'F:1:1: rules must be a list'],
  ['cases:\n  - name: x\n    message: { txt: a }\n    expect: {}\n', 'F:3:21: property txt should not exist'],
  ['', 'F:1:1: a rule file has members'],
])('says where %j is no rule file', async (source, fault) => {
  const { code, stderr } = await lint(source);
  expect(code).toBe(1);
  expect(stderr[0]).toContain(fault);
});

it('takes any keyword list until one is named, then those', async () => {
  const source = 'rules: [{ name: a, when: \'keywords("x", text)\', then: { action: discard } }]\n';
  expect((await lint(source)).code).toBe(0);
  expect((await lint(source, '--keywords', 'x=words.txt')).code).toBe(0);
  expect((await lint(source, '--keywords', 'y=words.txt')).stderr).toEqual([
    "F:1:26: there is no keyword list 'x'",
  ]);
});

it('knows the families of a platform that only the company has', async () => {
  const source =
    'rules: [{ name: a, scope: { families: { include: [my-chat] } }, when: "true", then: { action: reject, code: 7 } }]\n';
  expect((await lint(source)).stderr[0]).toContain("there is no family 'my-chat'");
  expect((await lint(source, '--family', 'my-chat=1-9')).code).toBe(0);
  expect((await lint(source, '--family', 'my-chat=8-9')).stderr[0]).toContain('7 is outside 8–9 of my-chat');
});

it('says of each case that fails what was expected and what was found, and ends with 1', async () => {
  const file = await fileOf(
    'rules.yaml',
    `rules:
  - name: no-casino
    state: live
    when: keywords("gambling", text)
    then: { action: reject, code: 10101 }
  - { name: odd, state: live, when: 'rate(sender, 2, 5) && elements("TIMTextElem")[9].x == 1', then: { action: discard } }
cases:
  - { name: fine, message: { text: a casino }, expect: { verdict: reject } }
  - name: wrong
    message: { text: a casino }
    expect: { verdict: allow, code: 10102, rule: null, hits: [] }
  - name: the third
    message: { text: hello, sender: bob }
    steps:
      - { times: 3, after: 1, expect: { hits: [odd] } }
`,
  );
  const words = await fileOf('words.txt', 'casino\n');
  const { code, stdout, stderr } = await Cli.run(['rules', 'test', file, '--keywords', `gambling=${words}`]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '2 of 3 cases failed.\n' });
  expect(stdout.replaceAll(file, 'F').split('\n')).toEqual([
    '✗ wrong',
    '  F:9:5',
    '  verdict: expected allow, found reject',
    '  code: expected 10102, found 10101',
    '  rule: expected –, found no-casino',
    '  hits: expected [], found ["no-casino"]',
    '✗ the third',
    '  F:12:5',
    '  step 1: hits: expected ["odd"], found []',
    '  step 1, message 2: hits: expected ["odd"], found []',
    '  step 1, message 3: hits: expected ["odd"], found []',
    expect.stringMatching(/^ {2}rule odd failed: /),
    '1 of 3 cases are as expected.',
    '',
  ]);
});

it('takes rules on trial as if they were live where it is told to', async () => {
  const file = await fileOf(
    'rules.yaml',
    `rules: [{ name: a, when: 'true', then: { action: discard } }]
cases: [{ name: one, message: { text: x }, expect: { verdict: discard } }]
`,
  );
  expect((await Cli.run(['rules', 'test', file])).code).toBe(1);
  expect((await Cli.run(['rules', 'test', file, '--as-live'])).code).toBe(0);
});

it('names the line of a file of words that is wrong, and fails where there are no cases', async () => {
  const rules = await fileOf('rules.yaml', 'rules: []\n');
  expect((await Cli.run(['rules', 'test', rules])).stderr).toContain('no cases');
  const cases = await fileOf('cases.yaml', 'cases: [{ name: a, expect: { verdict: allow } }]\n');
  const words = await fileOf('words.txt', 'casino\n!!!\n');
  const { code, stderr } = await Cli.run(['rules', 'test', cases, '--keywords', `x=${words}`]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `${words}:2:1: text must have letters, digits or ideographs in it\n`,
  });
});

it('has no colours where nobody sees them', async () => {
  const file = await fileOf('rules.yaml', 'rules: 3\n');
  const escapes = '\u001b[';
  expect((await Cli.run(['rules', 'lint', file])).stderr).not.toContain(escapes);
  const forced = { FORCE_COLOR: '1' };
  expect((await Cli.run(['rules', 'lint', file], undefined, forced)).stderr).toContain(escapes);
  const both = { ...forced, NO_COLOR: '1' };
  expect((await Cli.run(['rules', 'lint', file], undefined, both)).stderr).not.toContain(escapes);
});
