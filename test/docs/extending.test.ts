import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { migrations } from '../../migrations/index.js';
import { createDatabase, query } from '../support/database.js';
import { GROUP, groupMessage, tencentPath } from '../support/messages.js';
import { APP } from '../support/presend.js';
import { freePort } from '../support/process.js';
import { until } from '../support/until.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const library = join(root, 'dist/src/index.js');
/** What the page imports, and where the build has it. */
const ENTRIES = {
  presend: library,
  'presend/platform': join(root, 'dist/src/platform.js'),
  'presend/testing': join(root, 'dist/src/testing/index.js'),
  'presend/migrations': join(root, 'dist/migrations/index.js'),
};
let folder: string;
let files: Map<string, string>;

beforeAll(async () => {
  const text = await readFile(join(root, 'docs/extending.md'), 'utf8');
  files = new Map();
  for (const [, name, code] of text.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)) files.set(name!, code!);
  // Inside of the build, where Node finds the packages that the code imports.
  folder = await mkdtemp(join(root, 'dist/extending-'));
  for (const [name, code] of files) await writeFile(join(folder, name), code);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('names a file for every block of code, and leaves none out', async () => {
  const text = await readFile(join(root, 'docs/extending.md'), 'utf8');
  expect(files.size).toBe([...text.matchAll(/^```ts$/gm)].length);
  expect([...files.keys()].sort()).toEqual(
    [
      'acme.module.ts',
      'app.module.ts',
      'badge.enricher.ts',
      'blocked-words.policy.ts',
      'blocked-words.spec.ts',
      'blocked-words.test.ts',
      'crm-levels.module.ts',
      'room-creation.module.ts',
      'main.ts',
      'migrate.ts',
      'quarantine.interceptor.ts',
      'vip.module.ts',
      'warehouse.sink.ts',
      'word-list.module.ts',
    ].sort(),
  );
});

it('compiles, strictly, against the types that the library declares', async () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram(
    [...files.keys()].map((name) => join(folder, name)),
    {
      ...options,
      rootDir: folder,
      outDir: folder,
      declaration: false,
      sourceMap: false,
      types: ['node', 'jest'],
      paths: Object.fromEntries(
        Object.entries(ENTRIES).map(([name, path]) => [name, [path.replace(/\.js$/, '.d.ts')]]),
      ),
    },
  );
  const faults = ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  expect(faults).toEqual([]);
  program.emit(undefined, (path, text) => {
    const linked = text.replace(/from '(presend[^']*)'/g, (_, name: keyof typeof ENTRIES) => {
      return `from '${pathToFileURL(ENTRIES[name]).href}'`;
    });
    ts.sys.writeFile(path, linked);
  });
}, 60_000);

it('runs, and does what the page says', async () => {
  const pushed: string[] = [];
  const other = await listen(async (request) => {
    if (request.url === '/warehouse') {
      pushed.push(await textOf(request));
      return '';
    }
    return request.url === '/crm/jared' ? '{"level":"CRM7","title":null}' : undefined;
  });
  const port = await freePort();
  const spoolDir = join(await mkdtemp(join(tmpdir(), 'presend-docs-')), 'spool');
  await mkdir(spoolDir);
  const child = spawn(process.execPath, [join(folder, 'main.js')], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      SDK_APP_IDS: APP,
      DATABASE_URL: await createDatabase(),
      SPOOL_DIR: spoolDir,
      WAREHOUSE_URL: `${other.url}/warehouse`,
      CRM_URL: `${other.url}/crm`,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> => {
    const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers });
    return response.json();
  };
  await until(
    () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    15_000,
  );

  // The policies.
  expect(await post(tencentPath(GROUP), groupMessage('casino'))).toMatchObject({
    ErrorCode: 10101,
    ErrorInfo: 'Please rephrase.',
  });
  expect(await post(tencentPath(GROUP), groupMessage('advertisement'))).toMatchObject({ ErrorCode: 2 });
  // The level from elsewhere, and the badge.
  expect(await post(tencentPath(GROUP), groupMessage('hello'))).toMatchObject({
    ErrorCode: 0,
    MsgBody: [{}, { MsgContent: { Data: 'CRM7' } }],
    CloudCustomData: '{"badge":"founder","custom":null}',
  });
  // The other command.
  const create = 'Room.CallbackBeforeCreateRoom';
  expect(await post(tencentPath(create), { CallbackCommand: create, Name: 'casino' })).toMatchObject({
    ErrorCode: 10101,
  });
  expect(await post(tencentPath(create), { CallbackCommand: create, Name: 'chess' })).toMatchObject({
    ErrorCode: 0,
  });
  // The other platform.
  const acme = { author: 'ann', text: 'casino' };
  expect(await post('/acme?event=message', acme, { 'x-acme-key': 'our key' })).toEqual({ deliver: false });
  expect(await post('/acme?event=message', { ...acme, text: 'hi' }, { 'x-acme-key': 'our key' })).toEqual({
    deliver: true,
  });
  expect(await post('/acme?event=joined', { a: 1 }, { 'x-acme-key': 'our key' })).toEqual({ deliver: true });
  expect(await post('/acme?event=message', acme)).toEqual({ deliver: false, error: 'foreign-caller' });
  // The sink.
  await until(() => pushed.length === 8);
  expect(pushed.map((text) => (JSON.parse(text) as { verdict: string }).verdict).sort()).toEqual(
    ['allow', 'allow', 'allow', 'allow', 'discard', 'reject', 'reject', 'reject'].sort(),
  );

  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  other.server.close();
}, 60_000);

const serverUrl = process.env['PRESEND_TEST_DATABASE_URL']!;

it.each([
  ["Node's test runner", ['--test', '--test-reporter=tap', 'blocked-words.test.js'], /# pass 6\n# fail 0/],
  [
    'Jest',
    [
      '--experimental-vm-modules',
      join(root, 'node_modules/jest/bin/jest.js'),
      '--config={"testMatch":["**/*.spec.js"],"transform":{}}',
    ],
    /Tests: +2 passed, 2 total/,
  ],
])(
  'can be tested with %s as the page says',
  async (_runner, args, sum) => {
    const environment = { ...process.env, DATABASE_URL: serverUrl, SPOOL_DIR: join(folder, 'spool') };
    // Set where tests run, and read by the one that is started.
    const {
      NODE_TEST_CONTEXT: _,
      NODE_OPTIONS: __,
      JEST_WORKER_ID: ___,
      ...env
    } = environment as Record<string, string>;
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += String(chunk)));
    await once(child, 'close');
    expect(output).toMatch(sum);
  },
  60_000,
);

it('brings a database up to date before the start, as the page says', async () => {
  const databaseUrl = await createDatabase();
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [join(folder, 'migrate.js')], { cwd: folder, env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  const names = await query<{ name: string }>(databaseUrl, 'SELECT name FROM presend_migrations ORDER BY 1');
  expect(names.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name).sort());
});

async function listen(
  answer: (request: IncomingMessage) => Promise<string | undefined>,
): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    const text = await answer(request);
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return { server, url: `http://127.0.0.1:${port}` };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
