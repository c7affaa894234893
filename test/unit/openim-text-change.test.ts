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

/** The delivered content, as text. */
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
])('masks the text of users in a content of type %i', (contentType, content, expected) => {
  expect(leaving(changedElement(element(contentType, content), cover))).toBe(expected);
});

it('masks quoted and forwarded messages at any depth, as elements and as JSON texts', () => {
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
])('reads and masks a member whose name has another case, as the SDK does: %i %s', (contentType, content) => {
  const one = element(contentType, content);
  expect(openimText(contentType, one['content'])).toContain('casino');
  expect(leaving(changedElement(one, cover))).toBe(content.replace('casino', '******'));
});

it('returns the same element if there is nothing to mask', () => {
  const one = element(101, '{"content":"hello", "n": 12345678901234567890}');
  expect(changedElement(one, cover)).toBe(one);
});

it('keeps everything else as it arrived, digit for digit', () => {
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
])(
  'puts a plain text of type %i into an object, because OpenIM accepts no other content',
  (contentType, expected) => {
    expect(leaving(changedElement(element(contentType, 'casino'), cover))).toBe(expected);
  },
);

it.each([
  [102, '{"sourcePath":"casino"}'],
  [110, 'casino'],
  [115, '{"data":"casino"}'],
  [999, '{"text":"casino"}'],
  [101, '{"content":5}'],
  [106, '{"text":null,"quoteMessage":"casino"}'],
  [107, '{"title":null,"abstractList":"casino","multiMessage":{"a":"casino"}}'],
])('does not change a content of type %i without text of users: %s', (contentType, content) => {
  const one = element(contentType, content);
  expect(changedElement(one, cover)).toBe(one);
});

it('masks a content that an enricher replaced', () => {
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

it('hides the masked text and nothing else, in any message', () => {
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
