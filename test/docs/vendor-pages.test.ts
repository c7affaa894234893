import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { createDatabase } from '../support/database.js';
import { ADMIN_KEY, APP, OPENIM_SECRET } from '../support/presend.js';
import { PresendProcess } from '../support/process.js';

const run = promisify(execFile);
const read = (page: string): string =>
  readFileSync(new URL(`../../docs/${page}.md`, import.meta.url), 'utf8');

/** The commands under "See that it works", and the answers that they are said to print: `…` is anything. */
function tryOut(page: string): { script: string; answers: RegExp } {
  const [, script = ''] = /## See that it works[\s\S]*?```sh\n([\s\S]*?)```/.exec(read(page)) ?? [];
  const answers = [...script.matchAll(/^# ([{a-z_]\S.*)$/gm)].map(([, answer]) =>
    answer!.split('…').map(literal).join('[^]*?'),
  );
  return { script, answers: new RegExp(answers.join('[^]*?')) };
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

let presend: PresendProcess;
beforeAll(async () => {
  presend = await PresendProcess.start({
    DATABASE_URL: await createDatabase(),
    TENCENT_TOKENS: JSON.stringify({ [APP]: ['xxxxyyyy'] }),
  });
});
afterAll(async () => {
  presend.kill('SIGTERM');
  await presend.exited;
});

it.each([
  ['tencent', 9],
  ['openim', 2],
])('the commands of docs/%s.md work, and print what it says', async (page, count) => {
  const { script, answers } = tryOut(page);
  expect([...script.matchAll(/^# [{a-z_]\S/gm)]).toHaveLength(count);
  const { stdout } = await run(
    'bash',
    ['-euo', 'pipefail', '-c', script.replaceAll('http://localhost:3000', presend.url)],
    {
      env: { ...process.env, OPENIM_SECRETS: OPENIM_SECRET, ADMIN_API_KEY: ADMIN_KEY, no_proxy: '*' },
    },
  );
  expect(stdout).toMatch(answers);
});
