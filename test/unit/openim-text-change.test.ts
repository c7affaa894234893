import fc from 'fast-check';
import { rememberSource, sourceOf } from '../../src/json/element-source.js';
import type { MessageElement } from '../../src/index.js';
import { changedElement } from '../../src/openim/openim-text-change.js';
import { openimText, parseContent } from '../../src/openim/openim-text.js';

const cover = (text: string): string => text.replaceAll('casino', '******');

function element(contentType: number, content: string): MessageElement {
  const made = { contentType, content: parseContent(content) };
  rememberSource(made, JSON.stringify({ contentType, content }));
  return made;
}

/** The content that leaves, as text. */
function leaving(changed: MessageElement): string {
  const { contentType, content } = JSON.parse(sourceOf(changed) ?? JSON.stringify(changed)) as MessageElement;
  expect(typeof contentType).toBe('number');
  return typeof content === 'string' ? content : JSON.stringify(content);
}

it.each([
  [101, '{"content":"casino"}', '{"content":"******"}'],
  [105, '{"fileName":"casino.txt","fileSize":1}', '{"fileName":"******.txt","fileSize":1}'],
  [106, '{"text":"@1 casino","atUserList":["1"]}', '{"text":"@1 ******","atUserList":["1"]}'],
  [
    107,
    '{"title":"casino","abstractList":["a: casino","b"],"multiMessage":null}',
    '{"title":"******","abstractList":["a: ******","b"],"multiMessage":null}',
  ],
  [108, '{"userID":"casino","nickname":"casino"}', '{"userID":"casino","nickname":"******"}'],
  [109, '{"description":"casino","longitude":1.50}', '{"description":"******","longitude":1.50}'],
  [110, '{"data":"casino","description":"casino"}', '{"data":"casino","description":"******"}'],
  [114, '{"text":"casino","quoteMessage":null}', '{"text":"******","quoteMessage":null}'],
  [117, '{"text":"casino","messageEntityList":null}', '{"text":"******","messageEntityList":null}'],
  [118, '{"content":"**casino**"}', '{"content":"**********"}'],
  [119, '{"description":"casino"}', '{"description":"******"}'],
  [120, '{"description":"casino"}', '{"description":"******"}'],
])('covers what people wrote in a content of type %i', (contentType, content, expected) => {
  expect(leaving(changedElement(element(contentType, content), cover))).toBe(expected);
});

it('covers quoted and forwarded messages, as elements and as texts of their own, however nested', () => {
  const inner = JSON.stringify({ text: 'casino', n: 1 });
  const content = `{"text":"a","quoteMessage":{"contentType":114,"content":${JSON.stringify(inner)},
    "quoteElem":{"text":"casino","quoteMessage":{"contentType":101,"textElem":{"content":"casino"},"seq":12345678901234567890}}}}`;
  const changed = changedElement(element(106, content), cover);
  expect(leaving(changed)).toBe(content.replaceAll('casino', '******'));
  const merged = `{"title":"t","multiMessage":[{"contentType":101,"content":"casino as it is"},${content}]}`;
  const text = openimText(107, changedElement(element(107, merged), cover)['content']);
  expect(text).not.toContain('casino');
});

it.each([
  [101, '{"content":"hi","Content":"casino"}'],
  [101, '{"CONTENT":"casino"}'],
  [106, '{"text":"hi","quotemessage":{"textElem":{"content":"casino"}}}'],
  [114, '{"text":"hi","quoteMessage":{"TextElem":{"Content":"casino"}}}'],
])('reads and covers a name in another case, which the SDK reads, too: %i %s', (contentType, content) => {
  const one = element(contentType, content);
  expect(openimText(contentType, one['content'])).toContain('casino');
  expect(leaving(changedElement(one, cover))).toBe(content.replace('casino', '******'));
});

it('gives the element itself back where there is nothing to cover', () => {
  const one = element(101, '{"content":"hello", "n": 12345678901234567890}');
  expect(changedElement(one, cover)).toBe(one);
});

it('leaves everything else as it came, digit for digit', () => {
  const one = element(101, '{ "n": 12345678901234567890, "content": "casino", "e": "\\u4e2d" }');
  expect(leaving(changedElement(one, cover))).toBe(
    '{ "n": 12345678901234567890, "content": "******", "e": "\\u4e2d" }',
  );
});

it.each([
  [101, '{"content":"******"}'],
  [106, '{"text":"******"}'],
  [114, '{"text":"******"}'],
  [117, '{"text":"******"}'],
  [118, '{"content":"******"}'],
])('puts a plain text of type %i into an object: OpenIM takes no other content', (contentType, expected) => {
  expect(leaving(changedElement(element(contentType, 'casino'), cover))).toBe(expected);
});

it.each([
  [102, '{"sourcePath":"casino"}'],
  [110, 'casino'],
  [115, '{"data":"casino"}'],
  [999, '{"text":"casino"}'],
  [101, '{"content":5}'],
  [106, '{"text":null,"quoteMessage":"casino"}'],
  [107, '{"title":null,"abstractList":"casino","multiMessage":{"a":"casino"}}'],
])('leaves a content of type %i alone that holds no such text: %s', (contentType, content) => {
  const one = element(contentType, content);
  expect(changedElement(one, cover)).toBe(one);
});

it('covers what an enricher has put in the place of the content', () => {
  const made = { contentType: 101, content: { content: 'casino', extra: 1 } };
  expect(leaving(changedElement(made, cover))).toBe('{"content":"******","extra":1}');
});

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('casino', 'a casino b', '"\\casino\\"'),
);
const nested = fc.letrec<{ message: unknown }>((tie) => ({
  message: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      contentType: fc.constant(101),
      content: texts.map((content) => JSON.stringify({ content })),
    }),
    fc.record({ contentType: fc.constant(101), textElem: fc.record({ content: texts }) }),
    fc.record({
      contentType: fc.constant(114),
      quoteElem: fc.record({ text: texts, quoteMessage: tie('message') }),
    }),
    fc.record({
      contentType: fc.constant(107),
      mergeElem: fc.record({
        title: texts,
        abstractList: fc.array(texts),
        multiMessage: fc.array(tie('message')),
      }),
    }),
  ),
})).message;

it('nobody reads in any message what was to be covered, and reads everything else', () => {
  fc.assert(
    fc.property(texts, nested, (text, quoteMessage) => {
      const content = JSON.stringify({ text, quoteMessage, other: [1.5, null, '\u2028'] });
      const changed = changedElement(element(114, content), cover);
      const leaves = leaving(changed);
      expect(openimText(114, JSON.parse(leaves))).toBe(cover(openimText(114, JSON.parse(content))));
      expect(changed['content']).toEqual(JSON.parse(leaves));
      expect(JSON.parse(leaves)).toMatchObject({ other: [1.5, null, '\u2028'] });
    }),
  );
});
