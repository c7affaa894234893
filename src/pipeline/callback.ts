import type { IncomingHttpHeaders } from 'node:http';
import { memberSpans, type Span } from '../json/json-spans.js';
import { Deadline } from '../resilience/deadline.js';
import { MalformedCallbackException } from './callback.exceptions.js';
import type { CallbackPlatform } from './commands/callback-platform.js';
import type { Command } from './commands/command.js';
import type { Outcome } from './outcome.js';
import { parseQuery } from './query.js';
import { timeOrderedId } from './time-ordered-id.js';

/** The part of a request that arrives before its body. */
export interface CallbackHead {
  readonly method: string;
  /** Without the query. OpenIM's path holds the secret: do not log it. */
  readonly path: string;
  readonly queryString: string;
  readonly headers: IncomingHttpHeaders;
}

/** One HTTP request of a vendor, and how far the pipeline has come with it. */
export class Callback {
  /** Time-ordered UUID: the request id in logs, later the record's id. */
  readonly id = timeOrderedId();
  readonly receivedAt = new Date();
  readonly startedAt = performance.now();
  readonly deadline: Deadline;
  /** When each stage ended, as `performance.now()` says; 0 if the callback has not reached it. */
  readonly timings = { read: 0, decided: 0, enriched: 0 };

  /** The guard has accepted the caller. */
  isAuthenticated = false;
  /** The command that the callback is; the pipeline sets it after the guard. */
  command: Command | undefined;
  /** The body as it arrived, as text. */
  text = '';
  /** The body is over the limit, and the node did not keep it. */
  isTooLarge = false;
  /** The node has more callbacks than it can judge: the failure policy answers this one. */
  isShed = false;
  /** The outcome that the engine or an interceptor reached; no later failure weakens it. */
  reached: Outcome | undefined;
  /** The outcome whose record is durable; it is recorded only once. */
  recorded: Outcome | undefined;
  /** Gives the outcome to duplicates that wait for it; `undefined` tells them to decide alone. */
  settleDuplicates: ((outcome: Outcome | undefined) => void) | undefined;

  #commandName = '';
  #query: ReadonlyMap<string, string> | undefined;
  #members: Map<string, Span> | undefined;
  #json: Record<string, unknown> | undefined;

  constructor(
    readonly platform: CallbackPlatform,
    readonly head: CallbackHead,
    deadlineMs: number,
  ) {
    this.deadline = new Deadline(this.startedAt, deadlineMs);
  }

  get method(): string {
    return this.head.method;
  }

  get path(): string {
    return this.head.path;
  }

  get headers(): IncomingHttpHeaders {
    return this.head.headers;
  }

  /** Keeps an outcome as the reached one, and returns it. */
  reach(outcome: Outcome): Outcome {
    this.reached = outcome;
    return outcome;
  }

  /** The query by lower-case names. The first of repeated names counts; a name without a value has `''`. */
  get query(): ReadonlyMap<string, string> {
    this.#query ??= parseQuery(this.head.queryString);
    return this.#query;
  }

  /**
   * The command's name as the caller wrote it. The caller may write anything before the guard accepts it. An empty name
   * is looked up again: OpenIM may write it in the body, which arrives later.
   */
  get commandName(): string {
    this.#commandName ||= this.platform.commandName(this);
    return this.#commandName;
  }

  /** Where the members of the body's object stand in `text`. The text need not be valid JSON. */
  get members(): Map<string, Span> {
    this.#members ??= memberSpans(this.text) ?? new Map<string, Span>();
    return this.#members;
  }

  /** The source text of a member of the body's object. */
  member(name: string): string | undefined {
    const span = this.members.get(name);
    return span && this.text.slice(span[0], span[1]);
  }

  /** The value of a member that is a string. The rest of the body need not be valid JSON. */
  stringMember(name: string): string | undefined {
    const source = this.member(name);
    if (!source?.startsWith('"')) return undefined;
    try {
      return JSON.parse(source) as string;
    } catch {
      return undefined;
    }
  }

  /** The body's object. @throws MalformedCallbackException if the body is not a JSON object */
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
    // The parser's message quotes the text, which may hold a message: it must not reach a log.
    throw new MalformedCallbackException('the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedCallbackException('the body is JSON, but not an object');
  }
  return value as Record<string, unknown>;
}
