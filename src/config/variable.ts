import type { PresendOptions } from '../index.js';
import type { FailureMode } from '../platform.js';
import type { Parser } from './parsers.js';

/** The settings that variables set, before they become a `Config`. */
export interface Draft {
  readonly listen: { port: number; host: string };
  readonly presend: Mutable<PresendOptions>;
  /** By family; `default` for the families without an entry. */
  readonly onFailure: Record<string, FailureMode>;
  readonly traces: { base?: string; url?: string; disabled?: boolean };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A variable of the environment. */
export interface Variable {
  /** One to three sentences in Markdown, for docs/operating.md and `.env.example`. */
  readonly meaning: string;
  /** As `.env.example` has it; empty for none. */
  readonly defaultText: string;
  /** As the documentation has it, in Markdown. */
  readonly defaultWords: string;
  /** Sets the variable's value, or its default where `text` is undefined. It reports a text that it cannot take. */
  apply(draft: Draft, text: string | undefined, report: (fault: string) => void): void;
}

interface VariableSpec<Value> {
  readonly meaning: string;
  readonly parse: Parser<Value>;
  readonly default?: NoInfer<Value>;
  /** Where `default` does not say it: what holds when the variable is not set. */
  readonly otherwise?: string;
  /** Puts the value where Presend reads it. A variable cannot be declared without it. */
  readonly set: (draft: Draft, value: Value) => void;
}

/**
 * Declares a variable.
 *
 * @example
 * variable({
 *   meaning: 'The largest request body, in KiB.',
 *   parse: integer(1, 16_384),
 *   default: 1024,
 *   set: ({ presend }, maxBodyKb) => (presend.maxBodyKb = maxBodyKb),
 * });
 */
export function variable<Value>(spec: VariableSpec<Value>): Variable {
  const defaultText = textOf(spec.default);
  return {
    meaning: spec.meaning,
    defaultText,
    defaultWords: spec.otherwise ?? (defaultText === '' ? 'none' : `\`${defaultText}\``),
    apply(draft, text, report) {
      const value = text === undefined ? spec.default : spec.parse(text, report);
      if (value !== undefined) spec.set(draft, value);
    },
  };
}

/** Empty lists and objects are written as nothing. */
function textOf(value: unknown): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}
