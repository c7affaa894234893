import type { ChangedMember, RuleDifference } from './rule-difference.js';
import { colours, printable, shown } from '../terminal.js';

/** A difference for people: `+` is added, `~` changed, `-` removed. */
export function differenceLines({ added, changed, removed, isReordered }: RuleDifference): string[] {
  return [
    ...added.map(({ name, state }) => colours.green(`+ ${printable(name)} (${state ?? 'draft'})`)),
    ...changed.flatMap(({ name, members }) => [
      colours.yellow(`~ ${printable(name)}`),
      ...members.map(memberLine),
    ]),
    ...removed.map(({ name, state }) => colours.red(`- ${printable(name)} (${state ?? 'draft'})`)),
    ...(isReordered ? [colours.yellow('~ the order of the rules')] : []),
    `${added.length} added, ${changed.length} changed, ${removed.length} removed.`,
  ];
}

function memberLine({ path, before, after }: ChangedMember): string {
  return `    ${path}: ${shown(before)} → ${shown(after)}`;
}
