import type { Trigger } from './condition-triggers.js';
import type { MessageFacts } from './message-facts.js';
import { type CompiledScope, ScopeIndex, type Subject } from './rule-scope.js';

/** Of these a message has one among very many. */
const NARROW: ReadonlySet<Subject> = new Set(['senders', 'conversations']);

/** What is found by it. */
interface Indexed {
  readonly position: number;
  readonly scope: CompiledScope;
  readonly condition: { readonly triggers: readonly Trigger[] | undefined };
}

/** Finds the rules that may apply to a message without asking all of them. */
export class RuleIndex<T extends Indexed> {
  readonly #byScope: ScopeIndex<T>;
  /** By variable and by its text. */
  readonly #equal = new Map<string, Map<string, T[]>>();
  readonly #containing = new Map<string, Map<string, T[]>>();

  constructor(items: readonly T[]) {
    const others: T[] = [];
    for (const item of items) {
      const { triggers } = item.condition;
      const { index } = item.scope;
      if (!triggers || (index && NARROW.has(index.subject))) others.push(item);
      else for (const trigger of triggers) this.#add(trigger, item);
    }
    this.#byScope = new ScopeIndex(others);
  }

  /** What may apply, by position; scope and condition have the last word. */
  candidates(facts: MessageFacts): readonly T[] {
    const found: T[] = [];
    for (const [variable, byText] of this.#equal) {
      const items = byText.get(facts.variables[variable] as string);
      if (items) found.push(...items);
    }
    for (const [variable, byText] of this.#containing) {
      const value = facts.variables[variable] as string;
      for (const [text, items] of byText) if (value.includes(text)) found.push(...items);
    }
    const others = this.#byScope.candidates(facts);
    if (found.length === 0) return others;
    // A rule with several triggers may be found by each of them.
    return [...new Set([...others, ...found])].sort((a, b) => a.position - b.position);
  }

  #add({ variable, is, text }: Trigger, item: T): void {
    const index = is === 'equal' ? this.#equal : this.#containing;
    const byText = index.get(variable) ?? new Map<string, T[]>();
    index.set(variable, byText);
    const items = byText.get(text);
    if (items) items.push(item);
    else byText.set(text, [item]);
  }
}
