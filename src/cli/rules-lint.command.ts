import type { Command } from 'commander';
import type { CodeRanges } from '../rules/rule-check.js';
import { localLists } from './keyword-files.js';
import { familyRange, listFile } from './option-values.js';
import { FaultyFiles, type PlacedFault } from './place.js';
import { casesIn } from './rule-cases.js';
import { RuleFiles } from './rule-files.js';
import { print } from './terminal.js';

interface LintOptions {
  readonly family?: CodeRanges;
  readonly keywords?: [string, string][];
}

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
    .action(lint);
}

async function lint(paths: string[], { family, keywords }: LintOptions): Promise<void> {
  const files = await RuleFiles.read(paths);
  const lists = localLists(files, keywords);
  const faults = [
    ...(await faultsOf(() => files.compile(lists.size > 0 ? new Set(lists.keys()) : undefined, family))),
    ...(await faultsOf(() => casesIn(files))),
  ];
  if (faults.length > 0) throw new FaultyFiles(faults);
  print(`${files.rules.length} rule(s) in ${paths.length} file(s): no faults.`);
}

async function faultsOf(check: () => unknown): Promise<readonly PlacedFault[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof FaultyFiles) return error.faults;
    throw error;
  }
}
