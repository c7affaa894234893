import { parseImport } from '../../src/member-level/member-import.js';

it('reads a CSV with its columns in any order, quotes, and a byte order mark', () => {
  const { entries, errors } = parseImport('\ufefflevel,userId,app,title\nLV1,"a,""b""",14,Bronze\n');
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
])('says where and what is wrong in %j', (text, line, message) => {
  const { errors } = parseImport(text);
  expect(errors[0]).toEqual({ line, message: expect.stringContaining(message) });
});

it('names the first hundred faults', () => {
  expect(parseImport(Array.from({ length: 500 }, () => '{').join('\n')).errors).toHaveLength(100);
});

it('reads nothing from nothing', () => {
  expect(parseImport('')).toEqual({ entries: [], errors: [] });
});
