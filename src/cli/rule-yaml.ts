import { Document } from 'yaml';
import type { Rule } from '../rules/rule.js';

/** Rules as a rule file: read again, they are the same. @param title stands in its first line */
export function rulesAsYaml(rules: readonly Rule[], title: string): string {
  const document = new Document({ rules }, { aliasDuplicateObjects: false });
  document.commentBefore = ` ${title.replace(/\s+/g, ' ')}`;
  return document.toString({ lineWidth: 0 });
}
