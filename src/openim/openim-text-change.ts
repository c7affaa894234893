import { rememberSource, sourceOf } from '../json/element-source.js';
import { itemSpans, memberSpans, type Span } from '../json/json-spans.js';
import type { MessageElement } from '../pipeline/callback-event.js';
import { movedEntities } from './openim-entities.js';
import { ELEMENT_TYPES, parseContent, spelled } from './openim-text.js';

type Change = (text: string) => string;
/** Changes the JSON text of a member's value. */
type Rewriter = (source: string, change: Change, depth: number) => string;

/** The same depth as in ReadableText: text below it is neither read nor changed. */
const MAX_DEPTH = 64;

const text: Rewriter = (source, change) => {
  if (!source.startsWith('"')) return source;
  const value = JSON.parse(source) as string;
  const changed = change(value);
  return changed === value ? source : JSON.stringify(changed);
};
const texts: Rewriter = (source, change, depth) =>
  spliced(
    source,
    (itemSpans(source) ?? []).map((span) => [span, text(source.slice(span[0], span[1]), change, depth)]),
  );
const message: Rewriter = (source, change, depth) => changedMessage(source, change, depth + 1);
const messages: Rewriter = (source, change, depth) =>
  spliced(
    source,
    (itemSpans(source) ?? []).map((span) => [span, message(source.slice(span[0], span[1]), change, depth)]),
  );

/** The members that hold text of users, by content type. Members that only the company's own client reads are left out. */
const PLANS: Readonly<Record<number, Readonly<Record<string, Rewriter>>>> = {
  101: { content: text },
  105: { fileName: text },
  106: { text, quoteMessage: message },
  107: { title: text, abstractList: texts, multiMessage: messages },
  108: { nickname: text },
  109: { description: text },
  110: { description: text },
  114: { text, quoteMessage: message },
  117: { text },
  118: { content: text },
  119: { description: text },
  120: { description: text },
};
const ENTITIES = 'messageEntityList';
/** The member to which the marks of a content belong, by content type. */
const MARKED: Readonly<Record<number, string>> = { 107: 'title', 114: 'text', 117: 'text' };
/** The member for the text of a content that arrived as plain text, without an object, by content type. */
const TEXT_MEMBER: Readonly<Record<number, string>> = {
  101: 'content',
  106: 'text',
  114: 'text',
  117: 'text',
  118: 'content',
};

/**
 * Changes the texts of an element, also those in quoted and forwarded messages. Everything else stays as it arrived,
 * digit for digit. The new content is an object of the same type, because OpenIM accepts nothing else.
 *
 * @returns the same element if no text changed
 */
export function changedElement(element: MessageElement, change: Change): MessageElement {
  const { contentType, content } = element;
  if (typeof contentType !== 'number') return element;
  if (typeof content === 'string') {
    const member = TEXT_MEMBER[contentType];
    const changed = member === undefined ? content : change(content);
    return changed === content ? element : { ...element, content: { [member!]: changed } };
  }
  const source = contentSourceOf(element);
  const changed = changedContent(contentType, source, change, 0);
  if (changed === source) return element;
  const made = { ...element, content: JSON.parse(changed) as unknown };
  rememberSource(made, JSON.stringify({ contentType, content: changed }));
  return made;
}

function contentSourceOf(element: MessageElement): string {
  const source = sourceOf(element);
  const content = source === undefined ? undefined : (JSON.parse(source) as { content?: unknown }).content;
  return typeof content === 'string' ? content : JSON.stringify(element['content'] ?? {});
}

function changedContent(contentType: unknown, source: string, change: Change, depth: number): string {
  const plan = typeof contentType === 'number' ? PLANS[contentType] : undefined;
  const members = plan && memberSpans(source);
  if (!members || depth > MAX_DEPTH) return source;
  const edits: [Span, string][] = [];
  for (const [written, span] of members) {
    const name = spelled(written);
    const value = source.slice(span[0], span[1]);
    const changed = plan[name]?.(value, change, depth) ?? value;
    if (changed === value) continue;
    edits.push([span, changed]);
    const marks = name === MARKED[contentType as number] ? members.get(ENTITIES) : undefined;
    if (marks) {
      const list = source.slice(marks[0], marks[1]);
      edits.push([marks, movedEntities(list, JSON.parse(value) as string, JSON.parse(changed) as string)]);
    }
  }
  return spliced(source, edits);
}

/** Changes a quoted or forwarded message: its content is a JSON text, or the element of its type. */
function changedMessage(source: string, change: Change, depth: number): string {
  const members = memberSpans(source);
  if (!members || depth > MAX_DEPTH) return source;
  const valueOf = (span: Span | undefined): string => (span ? source.slice(span[0], span[1]) : 'null');
  const edits: [Span, string][] = [];
  for (const [written, span] of members) {
    const name = spelled(written);
    const value = valueOf(span);
    const changed =
      name === 'content'
        ? changedText(JSON.parse(valueOf(members.get('contentType'))), value, change, depth)
        : changedContent(ELEMENT_TYPES[name], value, change, depth);
    if (changed !== value) edits.push([span, changed]);
  }
  return spliced(source, edits);
}

/** Changes a content that is a JSON text inside a JSON text, or plain text inside a JSON text. */
function changedText(contentType: unknown, source: string, change: Change, depth: number): string {
  if (!source.startsWith('"')) return source;
  const inner = JSON.parse(source) as string;
  const changed =
    typeof parseContent(inner) === 'string'
      ? change(inner)
      : changedContent(contentType, inner, change, depth);
  return changed === inner ? source : JSON.stringify(changed);
}

function spliced(source: string, edits: readonly (readonly [Span, string])[]): string {
  let result = '';
  let done = 0;
  for (const [[start, end], value] of [...edits].sort(([a], [b]) => a[0] - b[0])) {
    result += source.slice(done, start) + value;
    done = end;
  }
  return result + source.slice(done);
}
