import { parseMembers } from '../../src/member-level/member-import.js';

it('reads a CSV with its columns in any order, quotes, and a byte order mark', async () => {
  const { entries, errors } = await parseMembers('\ufefflevel,userId,app,title\nLV1,"a,""b""",14,Bronze\n');
  expect(errors).toEqual([]);
  expect(entries).toEqual([
    { appId: '14', userId: 'a,"b"', level: 'LV1', title: 'Bronze', conversationId: '' },
  ]);
});

it.each([
  ['app,userId\n1,a\n', 1, 'column level is missing'],
  ['app,userId,level,vip\n', 1, 'unknown column vip'],
  ['app,userId,level\n1,a\n', 2, 'Record Length'],
  ['{"app":"1","userId":"a","level":"L"}\n{', 2, 'is not JSON'],
  ['{"app":"1","userId":"a","level":"L"}\n[]', 2, 'is not an object'],
  ['{"app":"1","userId":"a","level":1}', 1, 'level must be a string'],
  ['{"app":"1","userId":"a","level":"L","x":1}', 1, 'unknown member x'],
  [`{"app":"1","userId":"${'u'.repeat(300)}","level":"L"}`, 1, 'userId must be shorter'],
])('names the line and the fault of %j', async (text, line, detail) => {
  const { errors } = await parseMembers(text);
  expect(errors[0]).toEqual({ line, detail: expect.stringContaining(detail) });
});

it('returns the first hundred faults', async () => {
  const { errors } = await parseMembers(Array.from({ length: 500 }, () => '{').join('\n'));
  expect(errors).toHaveLength(100);
});

it('returns no entries for an empty text', async () => {
  expect(await parseMembers('')).toEqual({ entries: [], errors: [] });
});
