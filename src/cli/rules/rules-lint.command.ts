import type { Command } from 'commander';
import { familyRange, listFile } from '../option-values.js';
import type { LintOptions } from './rules-lint.js';

export function addRulesLint(rules: Command): void {
  rules
    .command('lint')
    .description('Checks rule files as Presend would, without one; says file:line:column of each fault.')
    .argument('<files...>', 'YAML files that are one rule set together')
    .option(
      '--keywords <list=file>',
      'a keyword list that there is; once a list is named, others are faults',
      listFile,
    )
    .option(
      '--family <name=first-last>',
      'a family of your own, with the codes that reach its clients',
      familyRange,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ presend rules lint rules/*.yaml
  $ presend rules lint rules.yaml --family my-chat=1-999`,
    )
    // What checks rules takes half a second to load, which others need not wait for.
    .action(async (paths: string[], options: LintOptions) =>
      (await import('./rules-lint.js')).lint(paths, options),
    );
}
