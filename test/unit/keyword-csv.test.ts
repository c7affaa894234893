import fc from 'fast-check';
import { parseKeywordCsv, parseKeywords } from '../../src/keywords/keyword-import.js';

it('reads a CSV with its columns in any order, quotes, empty cells and a byte order mark', async () => {
  const csv = '\ufeffkind,text,severity\r\n,"a, ""b""",3\r\nallow,casino royale,\r\n\r\n';
  expect(await parseKeywordCsv(csv)).toEqual({
    entries: '{"text":"a, \\"b\\"","severity":3}\n{"text":"casino royale","kind":"allow"}',
    count: 2,
    errors: [],
  });
});

it.each([
  ['kind\nallow\n', 1, 'column text is missing'],
  ['text,weight\nx,1\n', 1, 'unknown column weight'],
  ['text\ncasino\n...\n', 3, 'must have letters'],
  ['text,kind\n"two\nlines",allow\ncasino,maybe\n', 4, 'kind must be forbid or allow'],
  ['text,severity\ncasino,high\n', 2, 'severity must be a whole number'],
  ['text,kind\ncasino\n', 2, 'Record Length'],
  ['text\n"casino\n', 2, 'Quote'],
  ['', 1, 'column text is missing'],
])('says where and what is wrong in %j', async (csv, line, detail) => {
  const { errors, count } = await parseKeywordCsv(csv);
  expect({ count, first: errors[0] }).toEqual({
    count: expect.any(Number),
    first: { line, detail: expect.stringContaining(detail) },
  });
});

it('reads the same entries from a CSV as from NDJSON', async () => {
  const word = fc.stringMatching(/^[a-z赌場 ,"'*]{0,8}[a-z]$/).map((text) => text.trim());
  const entry = fc.record(
    { text: word, kind: fc.constantFrom('allow', 'forbid'), severity: fc.integer({ min: 1, max: 5 }) },
    { requiredKeys: ['text'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1 }), async (entries) => {
      const rows = entries.map(
        ({ text, kind = '', severity = '' }) => `"${text.replaceAll('"', '""')}",${kind},${severity}`,
      );
      const fromCsv = await parseKeywordCsv(`text,kind,severity\n${rows.join('\n')}`);
      const fromLines = await parseKeywords(entries.map((one) => JSON.stringify(one)).join('\n'));
      expect(fromCsv.errors).toEqual([]);
      expect(objects(fromCsv)).toEqual(objects(fromLines));
    }),
  );
});

function objects({ entries }: { readonly entries: string }): unknown[] {
  return entries.split('\n').map((line) => JSON.parse(line) as unknown);
}
