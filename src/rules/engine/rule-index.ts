import type { Trigger } from './condition-triggers.js';
import type { MessageFacts } from './message-facts.js';
import { type CompiledScope, ScopeIndex, type Subject } from './rule-scope.js';
import { TextIndex } from './text-index.js';

/** Subjects with very many ids, of which a message has one. */
const NARROW: ReadonlySet<Subject> = new Set(['senders', 'conversations']);

type ByVariable<T> = Map<string, Map<string, T[]>>;

/** A rule in the index. */
interface Indexed {
  readonly position: number;
  readonly scope: CompiledScope;
  readonly condition: { readonly triggers: readonly Trigger[] | undefined };
}

/** Finds the rules that may apply to a message without evaluating all rules. */
export class RuleIndex<T extends Indexed> {
  readonly #byScope: ScopeIndex<T>;
  /** By variable and text. */
  readonly #equal: ByVariable<T> = new Map();
  readonly #containing: readonly (readonly [variable: string, texts: TextIndex<T>])[];

  constructor(items: readonly T[]) {
    const others: T[] = [];
    const containing: ByVariable<T> = new Map();
    for (const item of items) {
      const { triggers } = item.condition;
      const { index } = item.scope;
      if (!triggers || (index && NARROW.has(index.subject))) others.push(item);
      else
        for (const trigger of triggers) add(trigger.is === 'equal' ? this.#equal : containing, trigger, item);
    }
    this.#containing = [...containing].map(([variable, byText]) => [variable, new TextIndex(byText)]);
    this.#byScope = new ScopeIndex(others);
  }

  /** The rules that may apply, by position. Scope and condition are still to be checked. */
  candidates(facts: MessageFacts): readonly T[] {
    const found: T[] = [];
    for (const [variable, byText] of this.#equal) {
      const items = byText.get(facts.variables[variable] as string);
      if (items) found.push(...items);
    }
    for (const [variable, texts] of this.#containing) {
      found.push(...texts.itemsIn(facts.variables[variable] as string));
    }
    // A rule with several triggers may be found several times; `candidates` removes the copies.
    return this.#byScope.candidates(facts, found);
  }
}

function add<T>(index: ByVariable<T>, { variable, text }: Trigger, item: T): void {
  const byText = index.get(variable) ?? new Map<string, T[]>();
  index.set(variable, byText);
  const items = byText.get(text);
  if (items) items.push(item);
  else byText.set(text, [item]);
}
