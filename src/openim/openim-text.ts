import { listOf, objectOf, ReadableText } from '../json/readable-text.js';

type Content = Readonly<Record<string, unknown>>;
type Reader = (text: ReadableText, content: Content) => void;

const custom: Reader = (text, { description, data, extension }) => {
  text.add(description);
  text.addOpaque(data);
  text.addOpaque(extension);
};
const withQuote: Reader = (text, content) => {
  text.add(content['text']);
  addNested(text, content['quoteMessage']);
};
const nothing: Reader = () => {};

const READERS: Readonly<Record<number, Reader>> = {
  101: (text, { content }) => text.add(content),
  102: nothing,
  103: nothing,
  104: nothing,
  105: (text, { fileName }) => text.add(fileName),
  106: withQuote,
  107: (text, { title, abstractList, multiMessage }) => {
    text.add(title);
    text.addAll(abstractList);
    for (const message of listOf(multiMessage)) addNested(text, message);
  },
  108: (text, { nickname, ex }) => {
    text.add(nickname);
    text.addOpaque(ex);
  },
  109: (text, { description }) => text.add(description),
  110: custom,
  113: (text, { msgTips }) => text.add(msgTips),
  114: withQuote,
  115: (text, { data }) => text.add(data),
  117: (text, content) => text.add(content['text']),
  118: (text, { content }) => text.add(content),
  119: custom,
  120: custom,
  1400: (text, { detail }) => text.addOpaque(detail),
};

/** The elements that a nested message may hold instead of a content text, and the type that each stands for. */
export const ELEMENT_TYPES: Readonly<Record<string, number>> = {
  textElem: 101,
  fileElem: 105,
  atTextElem: 106,
  mergeElem: 107,
  cardElem: 108,
  locationElem: 109,
  customElem: 110,
  quoteElem: 114,
  faceElem: 115,
  advancedTextElem: 117,
  markdownTextElem: 118,
  notificationElem: 1400,
};

/** The correct spelling of each member that can hold text, by its name in lower case. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  [
    ...Object.keys(ELEMENT_TYPES),
    'content',
    'text',
    'title',
    'abstractList',
    'multiMessage',
    'quoteMessage',
    'description',
    'data',
    'extension',
    'fileName',
    'nickname',
    'ex',
    'msgTips',
    'detail',
    'contentType',
  ].map((name) => [name.toLowerCase(), name]),
);

/**
 * The correct spelling of a member's name. The SDK is written in Go, which also reads `Content` as `content`.
 *
 * @example
 * spelled('Content'); // 'content'
 */
export function spelled(name: string): string {
  return SPELLINGS.get(name.toLowerCase()) ?? name;
}

/** The text that a person would read in a message's content, including quoted and forwarded messages. */
export function openimText(contentType: unknown, content: unknown): string {
  const text = new ReadableText();
  addContent(text, contentType, content);
  return text.toString();
}

/** Parses a content: the object of its JSON text, or the plain text itself. */
export function parseContent(content: string): Record<string, unknown> | string {
  if (!content.trimStart().startsWith('{')) return content;
  try {
    return JSON.parse(content) as Record<string, unknown>;
  } catch {
    return content;
  }
}

function addContent(text: ReadableText, contentType: unknown, content: unknown): void {
  const value = typeof content === 'string' ? parseContent(content) : content;
  if (typeof value === 'string') return text.addOpaque(value);
  const reader = typeof contentType === 'number' ? READERS[contentType] : undefined;
  if (!reader) return text.addStringsIn(value);
  reader(text, objectOf(value));
  addMisspelled(text, objectOf(value));
}

/** An honest client never writes a name in another case. Every string under such a name counts as text. */
function addMisspelled(text: ReadableText, content: Content): void {
  for (const name in content) if (spelled(name) !== name) text.addStringsIn(content[name]);
}

function addNested(text: ReadableText, message: unknown): void {
  const nested = objectOf(message);
  text.nest(() => {
    addMisspelled(text, nested);
    if (typeof nested['content'] === 'string') addContent(text, nested['contentType'], nested['content']);
    for (const name in ELEMENT_TYPES) {
      if (nested[name]) addContent(text, ELEMENT_TYPES[name], nested[name]);
    }
  });
}
