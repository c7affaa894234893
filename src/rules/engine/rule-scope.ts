import type { MessageFacts } from './message-facts.js';
import { type OLD_SCOPE_MEMBERS, withNewNames } from './old-names.js';
import type { RuleScope, Selection } from './rule.js';

/** The member of a message that a selection limits. */
const SUBJECTS: Readonly<
  Record<
    Exclude<keyof RuleScope, 'exemptAdmins' | keyof typeof OLD_SCOPE_MEMBERS>,
    (facts: MessageFacts) => string
  >
> = {
  apps: ({ event }) => event.appId,
  families: ({ event }) => event.family,
  commands: ({ event }) => event.command,
  conversationTypes: ({ event }) => event.conversationType ?? '',
  conversations: ({ event }) => event.conversationId ?? '',
  senders: ({ event }) => event.senderId ?? '',
  levels: ({ sender }) => sender.level ?? '',
  clientPlatforms: ({ event }) => event.clientPlatform ?? '',
};
export type Subject = keyof typeof SUBJECTS;

/** Narrowest first. A rule is indexed by the first subject that its scope limits. */
const NARROWEST: readonly Subject[] = [
  'senders',
  'conversations',
  'commands',
  'apps',
  'conversationTypes',
  'levels',
  'clientPlatforms',
  'families',
];

interface Limit {
  readonly subject: Subject;
  readonly included: ReadonlySet<string> | undefined;
  readonly excluded: ReadonlySet<string>;
}

/** A scope that can be tested. */
export interface CompiledScope {
  /** A message without one of these ids is out of scope. Undefined: no id limits the scope. */
  readonly index: { readonly subject: Subject; readonly ids: readonly string[] } | undefined;
  readonly usesLevel: boolean;
  includes(facts: MessageFacts): boolean;
}

export function compileScope(given: RuleScope = {}): CompiledScope {
  const scope = withNewNames(given);
  const limits = NARROWEST.flatMap((subject) => limitOf(subject, scope[subject]));
  const narrowest = limits.find(({ included }) => included);
  const judgesActions = scope.commands !== undefined;
  const exemptAdmins = scope.exemptAdmins ?? false;
  return {
    index: narrowest && { subject: narrowest.subject, ids: [...narrowest.included!] },
    usesLevel: limits.some(({ subject }) => subject === 'levels'),
    includes(facts) {
      if (facts.event.kind === 'action' && !judgesActions) return false;
      if (exemptAdmins && facts.isAdminCall) return false;
      for (const { subject, included, excluded } of limits) {
        const id = SUBJECTS[subject](facts);
        if ((included && !included.has(id)) || excluded.has(id)) return false;
      }
      return true;
    },
  };
}

/** Finds the items that may be in scope of a message without testing all items. */
export class ScopeIndex<T extends { readonly position: number; readonly scope: CompiledScope }> {
  readonly #open: T[] = [];
  readonly #bySubject = new Map<Subject, Map<string, T[]>>();

  constructor(items: readonly T[]) {
    for (const item of items) {
      const { index } = item.scope;
      if (!index) this.#open.push(item);
      else for (const id of index.ids) this.#add(index.subject, id, item);
    }
  }

  /** The items that may be in scope, by position; `includes` decides. @param found items that are already known */
  candidates(facts: MessageFacts, found: T[] = []): readonly T[] {
    for (const [subject, byId] of this.#bySubject) {
      const items = byId.get(SUBJECTS[subject](facts));
      if (items) found.push(...items);
    }
    return found.length === 0 ? this.#open : inOrder(this.#open, found);
  }

  #add(subject: Subject, id: string, item: T): void {
    const byId = this.#bySubject.get(subject) ?? new Map<string, T[]>();
    this.#bySubject.set(subject, byId);
    const items = byId.get(id);
    if (items) items.push(item);
    else byId.set(id, [item]);
  }
}

/** Merges two lists by position, each item once. @param more in any order */
function inOrder<T extends { readonly position: number }>(sorted: readonly T[], more: T[]): T[] {
  if (more.length > 1) more.sort((a, b) => a.position - b.position);
  const merged: T[] = [];
  let at = 0;
  for (const item of more) {
    while (at < sorted.length && sorted[at]!.position < item.position) merged.push(sorted[at++]!);
    if (merged.at(-1) !== item) merged.push(item);
  }
  while (at < sorted.length) merged.push(sorted[at++]!);
  return merged;
}

function limitOf(subject: Subject, selection: Selection | undefined): Limit[] {
  const { include, exclude = [] } = selection ?? {};
  if (!include && exclude.length === 0) return [];
  return [{ subject, included: include && new Set(include), excluded: new Set(exclude) }];
}
