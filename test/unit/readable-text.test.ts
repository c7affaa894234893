import fc from 'fast-check';
import { openimText } from '../../src/openim/openim-text.js';
import { timText } from '../../src/tencent/tim-text.js';

const tim = (MsgType: string, MsgContent: unknown): string => timText([{ MsgType, MsgContent }]);

it.each([
  ['TIMTextElem', { Text: 'a' }, 'a'],
  ['TIMLocationElem', { Desc: 'a', Latitude: 1 }, 'a'],
  ['TIMFaceElem', { Index: 1, Data: '[smile]' }, '[smile]'],
  ['TIMCustomElem', { Desc: 'a', Data: 'b', Ext: 'c' }, 'a\nb\nc'],
  ['TIMCustomElem', { Data: '{"t":{"zh":"a"},"n":1,"l":["b"]}' }, 'a\nb'],
  ['TIMCustomElem', { Data: '{broken' }, '{broken'],
  ['TIMSoundElem', { Url: 'https://x' }, ''],
  ['TIMImageElem', { ImageInfoArray: [{ URL: 'https://x' }] }, ''],
  ['TIMFileElem', { FileName: 'a.txt' }, 'a.txt'],
  ['TIMFileElem', { fileName: 'a.txt' }, 'a.txt'],
  ['TIMVideoFileElem', { VideoUrl: 'https://x' }, ''],
  ['TIMRelayElem', { Title: 'a', AbstractList: ['b'], CompatibleText: 'c' }, 'a\nb\nc'],
  ['TIMStreamElem', { Chunks: [{ Markdown: 'a' }, { Markdown: 'b' }], CompatibleText: 'c' }, 'ab\nc'],
  ['TIMGroupTipElem', { Text: 'a' }, 'a'],
  ['TIMGroupSystemNoticeElem', { ReportType: 1, Notice: 'a' }, 'a'],
  ['TIMUnknownElem', { Text: 'a' }, ''],
  ['constructor', { Text: 'a' }, ''],
])('reads a %s', (type, content, expected) => {
  expect(tim(type, content)).toBe(expected);
});

it('reads forwarded messages in order, and stops at the maximum depth', () => {
  let body: unknown[] = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'deepest' } }];
  for (let i = 0; i < 1_000; i++)
    body = [{ MsgType: 'TIMRelayElem', MsgContent: { Title: `${i}`, MsgList: [{ MsgBody: body }] } }];
  const lines = timText(body).split('\n');
  expect(lines[0]).toBe('999');
  expect(lines).not.toContain('deepest');
});

it.each([
  [101, { content: 'a' }, 'a'],
  [102, { sourcePicture: { url: 'https://x' } }, ''],
  [103, { sourceUrl: 'https://x' }, ''],
  [104, { videoUrl: 'https://x' }, ''],
  [105, { fileName: 'a.txt' }, 'a.txt'],
  [
    106,
    { text: 'a', atUserList: null, quoteMessage: { contentType: 101, textElem: { content: 'b' } } },
    'a\nb',
  ],
  [
    107,
    { title: 'a', abstractList: ['b'], multiMessage: [{ contentType: 101, content: '{"content":"c"}' }] },
    'a\nb\nc',
  ],
  [108, { nickname: 'a', ex: '' }, 'a'],
  [109, { description: 'a' }, 'a'],
  [110, { data: '{"x":"b"}', description: 'a', extension: 'c' }, 'a\nb\nc'],
  [113, { msgTips: 'a' }, 'a'],
  [114, { text: 'a', quoteMessage: null }, 'a'],
  [115, { index: 1, data: 'a' }, 'a'],
  [117, { text: 'a', messageEntityList: null }, 'a'],
  [118, { content: 'a' }, 'a'],
  [119, { data: 'a' }, 'a'],
  [120, { data: 'a' }, 'a'],
  [1400, { detail: '{"t":"a"}' }, 'a'],
  [999, { whatever: 'a' }, 'a'],
])('reads OpenIM content of type %i', (type, content, expected) => {
  expect(openimText(type, JSON.stringify(content))).toBe(expected);
});

it('reads plain content of any type', () => {
  expect(openimText(1, 'Hello, this is a group message!')).toBe('Hello, this is a group message!');
  expect(openimText(101, '{"content":')).toBe('{"content":');
  expect(openimText(undefined, '')).toBe('');
});

it('never throws', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => void openimText(a, b)));
  const types = fc.constantFrom(
    'TIMTextElem',
    'TIMRelayElem',
    'TIMStreamElem',
    'TIMCustomElem',
    'TIMGroupTipElem',
  );
  const content = fc.dictionary(
    fc.constantFrom('Text', 'MsgList', 'AbstractList', 'Chunks', 'Data'),
    fc.jsonValue(),
  );
  fc.assert(fc.property(types, content, (type, value) => void tim(type, value)));
});
