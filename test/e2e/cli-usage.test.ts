import { jest } from '@jest/globals';
import { Cli } from '../support/cli.js';
import { freePort } from '../support/process.js';

// Several processes, one after another, on a machine that has more to do.
jest.setTimeout(60_000);

it.each([[['rules', 'pull']], [['tail']], [['explain', '--text', 'x']], [['backtest']]])(
  'ends with 3 where no Presend answers: %j',
  async (args) => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr } = await Cli.run(args, url);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe(
      `Presend does not answer at ${url} (ECONNREFUSED). Does it run there? --url or PRESEND_URL says where it is.\n`,
    );
  },
);

it.each([
  [['rules', 'push', 'rules.yaml']],
  [['rules', 'pull', '--version', 'two']],
  [['rules', 'lint']],
  [['explain']],
  [['tail', '--loud']],
  [['backtest', '--from', 'yesterday']],
  [['nothing']],
  [[]],
])('ends with 2 where it is called wrongly: %j', async (args) => {
  const { code, stdout, stderr } = await Cli.run(args, 'http://127.0.0.1:9');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toBe('');
});

it('helps with examples, on stdout', async () => {
  for (const command of [['rules', 'push'], ['tail'], ['keywords', 'import'], ['backtest'], ['explain']]) {
    const { code, stdout } = await Cli.run([...command, '--help']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(`$ presend ${command.join(' ')}`),
    });
  }
});
