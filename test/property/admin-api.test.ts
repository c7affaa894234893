import fc from 'fast-check';
import { ApiDocument, type Operation } from '../support/api-document.js';
import { type Answer, TestPresend } from '../support/presend.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly example?: unknown;
}

/** Of each call. */
const RUNS = 15;
const TEXTS = [
  '',
  'a',
  '0',
  '1',
  'openim',
  '1400000001',
  '%',
  '\u0000',
  '\ud800',
  '\u0001',
  "'; --",
  'true',
  '*',
  'é'.repeat(300),
];
const NUMBERS = [0, 1, -1, 2, 1.5, 10101, 2 ** 31, 2 ** 53, 1e308, -(2 ** 63)];
const ODD = [null, true, [], {}, '', 0, '2030-01-01T00:00:00Z', '-271821-04-20T00:00:00Z'];

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 8 }));
const number = fc.oneof(fc.constantFrom(...NUMBERS), fc.integer());

let presend: TestPresend;
let api: ApiDocument;
beforeAll(async () => {
  presend = await TestPresend.start();
  api = await ApiDocument.of(presend);
});
afterAll(() => presend.stop());

/** Mostly what a schema wants, now and then something else. */
function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  const { $ref, type, items, properties, example } = schema;
  if ($ref) return valueFor(api.document.components.schemas[$ref.split('/').at(-1)!] as Schema);
  const choices = schema.oneOf ?? schema.anyOf;
  const fitting: fc.Arbitrary<unknown>[] = [];
  if (choices) fitting.push(...choices.map(valueFor));
  if (schema.enum) fitting.push(fc.constantFrom(...schema.enum));
  if (example !== undefined) fitting.push(fc.constant(example));
  if (type === 'string') fitting.push(text);
  if (type === 'integer' || type === 'number') fitting.push(number);
  if (type === 'boolean') fitting.push(fc.boolean());
  if (items) fitting.push(fc.array(valueFor(items), { maxLength: 3 }));
  if (properties) {
    const members = Object.entries(properties).map(([name, own]) => [name, valueFor(own)] as const);
    fitting.push(
      fc.record(Object.fromEntries(members), { requiredKeys: members.slice(0, 3).map(([name]) => name) }),
    );
  }
  const odd = fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 2 }));
  return fc.oneof(...fitting.map((arbitrary) => ({ arbitrary, weight: 30 })), { arbitrary: odd, weight: 1 });
}

interface Sent {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly condition: readonly [name: string, value: string] | null;
  readonly body: unknown;
}

function callOf({ parameters, requestBody }: Operation): fc.Arbitrary<Sent> {
  const given = parameters
    .filter(({ in: where }) => where !== 'header')
    .map(({ name, schema }) => [name, valueFor(schema as Schema)] as const);
  const headers = parameters.filter(({ in: where }) => where === 'header').map(({ name }) => name);

  const needed = parameters.filter(({ required }) => required).map(({ name }) => name);
  const [content] = Object.entries(requestBody?.content ?? {});
  const isJson = content?.[0] === 'application/json';
  const body = !content
    ? fc.constant(undefined)
    : isJson
      ? valueFor(content[1].schema as Schema)
      : fc.oneof(
          text,
          fc.array(fc.json({ maxDepth: 2 }), { maxLength: 3 }).map((lines) => lines.join('\n')),
        );
  const condition = fc.tuple(
    fc.constantFrom(...(headers.length > 0 ? headers : ['X-None'])),
    fc.oneof(text, fc.constant('*')),
  );
  return fc.record({
    parameters: fc.record(Object.fromEntries(given), { requiredKeys: needed }),
    condition: fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, condition),
    body,
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function send({ method, path, parameters, requestBody }: Operation, sent: Sent): Promise<Answer> {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const [mediaType] = Object.keys(requestBody?.content ?? {});
  if (mediaType) headers['content-type'] = mediaType;
  for (const { name, in: where } of parameters) {
    if (!(name in sent.parameters)) continue;
    const value = textOf(sent.parameters[name]);
    if (where === 'query') query.set(name, value);
  }
  // What else there may be in a header HTTP itself does not let through.
  if (sent.condition) headers[sent.condition[0]] = sent.condition[1].replace(/[^\x21-\x7e]/g, '');
  const url = path.replace('/api/v1/', '').replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = textOf(sent.parameters[name]);
    // Dots alone are no segment, and nothing is none.
    return encodeURIComponent(value.toWellFormed()).replace(/^\.*$/, 'x');
  });
  const body = sent.body === undefined ? undefined : textOf(sent.body);
  const isJson = mediaType === 'application/json';
  return presend.admin(method, `${url}?${query}`, isJson ? JSON.stringify(sent.body) : body, headers);
}

it('answers whatever is sent as it says, and never fails', async () => {
  const statuses = new Map<string, Set<number>>();
  for (const operation of api.operations) {
    const seen = new Set<number>();
    statuses.set(operation.operationId, seen);
    await fc.assert(
      fc.asyncProperty(callOf(operation), async (sent) => {
        const answer = await send(operation, sent);
        seen.add(answer.status);
        expect([answer.status < 500, api.faultsOf(operation, answer)]).toEqual([true, []]);
      }),
      { numRuns: RUNS },
    );
  }
  // Else nothing but refusals would have been looked at.
  const answered = [...statuses.values()].filter((seen) => [...seen].some((status) => status < 300));
  expect(answered.length).toBeGreaterThan(statuses.size / 4);
}, 120_000);
