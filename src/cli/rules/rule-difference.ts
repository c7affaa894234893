import { isDeepStrictEqual } from 'node:util';
import type { Rule } from '../../rules/engine/rule.js';

/** A member of a rule that is another one afterwards; undefined where it is not there. */
export interface ChangedMember {
  /** `then.code`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What makes one rule set of another. */
export interface RuleDifference {
  readonly added: readonly Rule[];
  readonly changed: readonly { readonly name: string; readonly members: readonly ChangedMember[] }[];
  readonly removed: readonly Rule[];
  /** Rules that are in both stand in another order: of equal priorities the first is asked first. */
  readonly isReordered: boolean;
}

/**
 * Compares two rule sets, rule by rule by their names.
 *
 * @example
 * differenceBetween([], [rule]).added; // [rule]
 */
export function differenceBetween(before: readonly Rule[], after: readonly Rule[]): RuleDifference {
  const old = new Map(before.map((rule) => [rule.name, rule]));
  const next = new Map(after.map((rule) => [rule.name, rule]));
  const kept = after.filter(({ name }) => old.has(name));
  return {
    added: after.filter(({ name }) => !old.has(name)),
    changed: kept
      .map((rule) => ({ name: rule.name, members: changedMembers(old.get(rule.name), rule, []) }))
      .filter(({ members }) => members.length > 0),
    removed: before.filter(({ name }) => !next.has(name)),
    isReordered: !isDeepStrictEqual(
      before.filter(({ name }) => next.has(name)).map(({ name }) => name),
      kept.map(({ name }) => name),
    ),
  };
}

export function isNone({ added, changed, removed, isReordered }: RuleDifference): boolean {
  return added.length + changed.length + removed.length === 0 && !isReordered;
}

function changedMembers(before: unknown, after: unknown, path: readonly string[]): ChangedMember[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [{ path: path.join('.'), before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => changedMembers(before[name], after[name], [...path, name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
