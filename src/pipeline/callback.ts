import type { CallbackPlatform } from './callback-platform.js';
import type { CallbackRoute } from './callback-route.js';
import { MalformedCallbackException } from './callback.exceptions.js';
import { Deadline } from '../resilience/deadline.js';
import type { Decision } from './decision.js';
import { memberSpans, type Span } from '../json/json-spans.js';
import type { Outcome } from './outcome.js';
import { parseQuery } from '../http/query.js';
import { timeOrderedId } from './time-ordered-id.js';

/**
 * One HTTP request of a vendor, on its way through the pipeline. It stands in `request.callback`; in a
 * controller, `@CurrentCallback()` gives it.
 */
export class Callback {
  /** Time-ordered UUID: the request id in logs, later the record's id. */
  readonly id = timeOrderedId();
  readonly receivedAt = new Date();
  readonly startedAt = performance.now();
  readonly deadline: Deadline;
  /** When a stage was over, as `startedAt`; 0 where it was not reached. */
  readonly marks = { read: 0, decided: 0, enriched: 0 };

  /** Where the pipeline sends it; set when the body is there. */
  route!: CallbackRoute;
  /** The body as it came, as text. */
  text = '';
  /** The body passed the limit, and was not kept. */
  tooLarge = false;
  /** Set as soon as there is a verdict: whatever fails later does not change it. */
  decision: Decision | undefined;
  /** Set as soon as the record is durable: nothing is recorded twice. */
  outcome: Outcome | undefined;
  /** Of whoever called, where traces are made. */
  traceparent: string | undefined;
  /** The node had no time for it: neither policies nor enrichers were asked. */
  isShed = false;
  /** Waits for the answer, to repeat it; without an outcome there is none worth it. */
  onAnswered: ((outcome: Outcome | undefined) => void) | undefined;

  #query: ReadonlyMap<string, string> | undefined;
  #members: Map<string, Span> | undefined;
  #command: string | undefined;
  #json: Record<string, unknown> | undefined;

  constructor(
    readonly platform: CallbackPlatform,
    readonly method: string,
    /** Of OpenIM it holds the secret: it does not belong into a log. */
    readonly path: string,
    private readonly queryString: string,
    deadlineMs: number,
  ) {
    this.deadline = new Deadline(this.startedAt, deadlineMs);
  }

  /** The query by lower-case names; of a repeated name the first counts, one without a value has `''`. */
  get query(): ReadonlyMap<string, string> {
    this.#query ??= parseQuery(this.queryString);
    return this.#query;
  }

  /** The command as the platform reads it. */
  get command(): string {
    this.#command ??= this.platform.commandOf(this);
    return this.#command;
  }

  /** Where the members of the body's object stand in `text`; nobody has checked yet that it is JSON. */
  get members(): Map<string, Span> {
    this.#members ??= memberSpans(this.text) ?? new Map<string, Span>();
    return this.#members;
  }

  /** The source text of a member of the body's object. */
  member(name: string): string | undefined {
    const span = this.members.get(name);
    return span && this.text.slice(span[0], span[1]);
  }

  /** The value of a member, if it is a string; nobody has checked yet that the body is JSON. */
  stringMember(name: string): string | undefined {
    const source = this.member(name);
    if (!source?.startsWith('"')) return undefined;
    try {
      return JSON.parse(source) as string;
    } catch {
      return undefined;
    }
  }

  /** The body's object. @throws MalformedCallbackException where the body is not a JSON object */
  json(): Record<string, unknown> {
    this.#json ??= parseObject(this.text);
    return this.#json;
  }
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own words quote the text, which may be somebody's message.
    throw new MalformedCallbackException('the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedCallbackException('the body is JSON, but not an object');
  }
  return value as Record<string, unknown>;
}
