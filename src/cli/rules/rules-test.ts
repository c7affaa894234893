import { type CaseResult, type Difference, runCase } from './case-run.js';
import { CommandFault } from '../command-fault.js';
import { keywordsIn, localLists } from './keyword-files.js';
import { casesIn, type PlacedCase } from './rule-cases.js';
import { RuleFiles } from './rule-files.js';
import { colours, print, printable, shown } from '../terminal.js';
import type { CodeRanges } from '../../rules/engine/rule-check.js';

export interface TestOptions {
  readonly family?: CodeRanges;
  readonly keywords?: [string, string][];
  readonly asLive?: boolean;
}

/** Runs the cases of rule files, and shows those that fail. @throws CommandFault where one does */
export async function test(paths: string[], { family, keywords, asLive }: TestOptions): Promise<void> {
  const files = await RuleFiles.read(paths);
  const lists = localLists(files, keywords);
  const rules = asLive ? files.rules.map((rule) => ({ ...rule, state: 'live' as const })) : files.rules;
  const judge = await files.compile(new Set(lists.keys()), family, rules);
  const cases = casesIn(files);
  if (cases.length === 0) throw new CommandFault('These files have no cases: there was nothing to test.');
  const words = await keywordsIn(lists);
  let failed = 0;
  for (const one of cases) {
    const result = await runCase(one.content, judge, words);
    if (result.differences.length === 0) continue;
    failed++;
    printFailed(one, result);
  }
  print(`${cases.length - failed} of ${cases.length} cases are as expected.`);
  if (failed > 0) throw new CommandFault(`${failed} of ${cases.length} cases failed.`);
}

function printFailed({ place, content }: PlacedCase, { differences, failures }: CaseResult): void {
  print(`${colours.red('✗')} ${colours.bold(printable(content.name))}`);
  print(`  ${place.file}:${place.line}:${place.column}`);
  for (const difference of differences) print(`  ${lineOf(difference)}`);
  for (const failure of failures) print(`  ${printable(failure)}`);
}

function lineOf({ step, time, member, expected, found }: Difference): string {
  const which = step === undefined ? '' : `step ${step}${time === 1 ? '' : `, message ${time}`}: `;
  return `${which}${member}: expected ${colours.green(shown(expected))}, found ${colours.red(shown(found))}`;
}
