import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestPresend } from '../support/presend.js';

const run = promisify(execFile);
const GENERATOR = 'node_modules/openapi-typescript/bin/cli.js';
const COMPILER = 'node_modules/typescript/bin/tsc';

/** A program with the generated types. The compiler must refuse the marked lines. */
const PROGRAM = `
import type { components, operations } from './api.js';

type Answer<Id extends keyof operations, Status extends number> = operations[Id]['responses'] extends {
  [status in Status]: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;
type Body<Id extends keyof operations> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Sent } };
}
  ? Sent
  : never;
type Problem = operations['putMute']['responses'][412]['content']['application/problem+json'];

export const rule: Body<'createRule'> = { name: 'a', when: 'true', then: { action: 'reject', code: 10101 } };
export const batch: Body<'changeMutes'> = { put: [{ app: '1', userId: 'a', until: null }], remove: [] };
export const level: Body<'putMemberLevel'> = { level: 'LV1', conversationId: null };
export const role: Answer<'createApiKey', 201>['role'] = 'moderator';
export const cursor = (page: Answer<'findMessages', 200>): string | null => page.nextCursor;
export const rules = (page: Answer<'listRules', 200>): components['schemas']['Rule'][] => page.items;
export const sender = (page: Answer<'findMessages', 200>): string | null | undefined => page.items[0]?.senderId;
export const shadow = (page: Answer<'findMessages', 200>): string | undefined => page.items[0]?.shadow?.rule;
export const tag = ({ ETag }: operations['getMember']['responses'][200]['headers']): string => ETag;
export const faults = ({ errors = [] }: Problem): string[] => errors.map(({ pointer, detail }) => \`\${pointer} \${detail}\`);
export const page: operations['listMutes']['parameters']['query'] = { limit: 10, app: '1400000001' };
export const asked: operations['putMute']['parameters']['header'] = { 'If-Match': '"x"', 'If-None-Match': '*' };

// @ts-expect-error a role that does not exist
export const root: Body<'createApiKey'> = { name: 'a', role: 'root' };
// @ts-expect-error a member that does not exist
export const vip: Body<'putMemberLevel'> = { level: 'LV1', rank: 1 };
// @ts-expect-error it may be null
export const text = (page: Answer<'findMessages', 200>): string | undefined => page.items[0]?.conversationId;
// @ts-expect-error a text is missing
export const nothing: Body<'explainRules'> = { message: {} };
`;

let directory: string;
let presend: TestPresend;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'presend-client-'));
  presend = await TestPresend.start();
});
afterAll(async () => {
  await presend.stop();
  await rm(directory, { recursive: true });
});

it('the types of a client are generated from the document, and a program compiles with them', async () => {
  const { text } = await presend.request('/api/openapi.json', {});
  await writeFile(join(directory, 'openapi.json'), text);
  await writeFile(join(directory, 'client.ts'), PROGRAM);
  // The generator validates the document first.
  const api = [
    '--default-non-nullable=false',
    join(directory, 'openapi.json'),
    '-o',
    join(directory, 'api.d.ts'),
  ];
  await run(process.execPath, [GENERATOR, ...api]);
  const strict = [
    '--ignoreConfig',
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    join(directory, 'client.ts'),
  ];
  const { stdout } = await run(process.execPath, [COMPILER, ...strict]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe('');
}, 60_000);
