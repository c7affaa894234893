import { readFile } from 'node:fs/promises';
import { ApiDocument, type Operation } from '../support/api-document.js';
import { TestPresend } from '../support/presend.js';

const ROLES = ['viewer', 'moderator', 'editor', 'admin'];

let presend: TestPresend;
let api: ApiDocument;
/** By role, the calls that the table in the documentation gives it. */
let table: Map<string, string[]>;
beforeAll(async () => {
  presend = await TestPresend.start();
  api = await ApiDocument.of(presend);
  const text = await readFile('docs/admin-api.md', 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` +\|[^|]+\|([^|]+)\|$/gm)];
  table = new Map(
    rows.map(([, role, calls]) => [role!, [...calls!.matchAll(/`(\w+)`/g)].map(([, id]) => id!)]),
  );
});
afterAll(() => presend.stop());

/** With nothing that could succeed: what is asked is who may. */
function statusOf({ method, path }: Operation, key: string): Promise<number> {
  const url = path.replace('/api/v1/', '').replace(/\{(\w+)\}/g, 'none');
  const headers = { authorization: `Bearer ${key}` };
  return presend.admin(method, url, method === 'GET' ? undefined : '[', headers).then(({ status }) => status);
}

it('the table of roles has each call once', () => {
  expect([...table.keys()]).toEqual(ROLES);
  const listed = [...table.values()].flat();
  expect([...listed].sort()).toEqual(api.operations.map(({ operationId }) => operationId).sort());
});

it('each call asks for the role that the table says, and for no more', async () => {
  const keys = new Map<string, string>();
  for (const role of ROLES)
    keys.set(role, (await presend.admin('POST', 'api-keys', { name: `a ${role}`, role })).json.key);
  for (const [rank, role] of ROLES.entries()) {
    for (const id of table.get(role)!) {
      const operation = api.operation(id);
      const below = ROLES[rank - 1];
      if (below) expect([id, below, await statusOf(operation, keys.get(below)!)]).toEqual([id, below, 403]);
      expect([id, role, await statusOf(operation, keys.get(role)!)]).not.toEqual([id, role, 403]);
    }
  }
});
