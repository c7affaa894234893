import fc from 'fast-check';
import pg from 'pg';
import { BinaryArrayWriter, type ItemType } from '../../src/database/binary-array-writer.js';
import { createDatabase } from '../support/database.js';

const writer = new BinaryArrayWriter();
let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: await createDatabase() });
  await client.connect();
});
afterAll(() => client.end());

const items: Readonly<Record<ItemType, fc.Arbitrary<string | number>>> = {
  text: fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\u0000', '')),
    fc.constantFrom('', '"', '\\', 'NULL', '{}', 'é'.repeat(100), '好'.repeat(200_000)),
  ),
  uuid: fc.uuid(),
  float8: fc.double({ noNaN: true }),
  float4: fc.float({ noNaN: true }),
  int8: fc.maxSafeInteger(),
  int4: fc.integer(),
};

it.each(Object.keys(items) as ItemType[])(
  'PostgreSQL reads a binary array of %s as its text',
  async (type) => {
    const list = fc.array(fc.option(items[type]), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(list, async (values) => {
        const text = `SELECT $1::${type}[] IS NOT DISTINCT FROM $2::${type}[] AS same, cardinality($1::${type}[]) AS count`;
        const given = values.map((value) => [value]);
        const { rows } = await client.query<object>(text, [writer.write([type], given)[0], values]);
        expect(rows).toEqual([{ same: true, count: values.length }]);
      }),
      { numRuns: 60 },
    );
  },
);

it.each<[ItemType, string | number]>([
  ['int4', 2 ** 31],
  ['int4', 1.5],
  ['int8', 2 ** 60],
  ['int8', '1'],
  ['uuid', 'no-uuid'],
  ['text', 1],
])('writes no array of %s with %p in it', (type, item) => {
  expect(writer.write([type], [[item]])).toEqual([undefined]);
});

it('writes the arrays of several columns, also beside one that does not fit its type', async () => {
  const rows = [['a', 1, '1'], ['好'.repeat(100_000), 'none', null], ['c']];
  const [texts, none, numbers] = writer.write(['text', 'int4', 'text'], rows);
  expect(none).toBeUndefined();
  const found = await client.query('SELECT $1::text[] AS texts, $2::text[] AS numbers', [texts, numbers]);
  expect(found.rows).toEqual([{ texts: rows.map(([text]) => text), numbers: ['1', null, null] }]);
});
