import { Document } from 'yaml';
import type { Rule } from '../rules/rule.js';

/** As people read it. */
const MEMBERS: readonly (keyof Rule)[] = [
  'name',
  'description',
  'state',
  'priority',
  'percent',
  'percentOf',
  'hitLimit',
  'scope',
  'when',
  'then',
];

/** Rules as a rule file: read again, they are the same. @param title stands in its first line */
export function rulesAsYaml(rules: readonly Rule[], title: string): string {
  const document = new Document({ rules: rules.map(inOrder) }, { aliasDuplicateObjects: false });
  document.commentBefore = ` ${title.replace(/\s+/g, ' ')}`;
  return document.toString({ lineWidth: 0 });
}

function inOrder(rule: Rule): Rule {
  const known = MEMBERS.filter((name) => rule[name] !== undefined).map((name) => [name, rule[name]] as const);
  return { ...(Object.fromEntries(known) as unknown as Rule), ...rule };
}
