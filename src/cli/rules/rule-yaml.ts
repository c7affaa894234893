import { Document, Scalar, visit } from 'yaml';
import type { Rule } from '../../rules/engine/rule.js';

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
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && !isBlock(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  document.commentBefore = ` ${title.replace(/\s+/g, ' ')}`;
  return document.toString({ lineWidth: 0 });
}

function inOrder(rule: Rule): Rule {
  const known = MEMBERS.filter((name) => rule[name] !== undefined).map((name) => [name, rule[name]] as const);
  return { ...(Object.fromEntries(known) as unknown as Rule), ...rule };
}

/** Whether a text on several lines may stand in them as it is: at their ends and beginnings YAML loses spaces. */
function isBlock(text: string): boolean {
  return !text.includes('\n') || (/^\S/.test(text) && !/[^\S\n](?:\n|$)/.test(text));
}
