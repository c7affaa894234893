import { localLists } from './keyword-files.js';
import { FaultyFiles, type PlacedFault } from './place.js';
import { casesIn } from './rule-cases.js';
import { RuleFiles } from './rule-files.js';
import type { CodeRanges } from '../../rules/engine/rule-check.js';
import { print } from '../terminal.js';

export interface LintOptions {
  readonly family?: CodeRanges;
  readonly keywords?: [string, string][];
}

/** Tells all that is wrong with rule files. @throws FaultyFiles */
export async function lint(paths: string[], { family, keywords }: LintOptions): Promise<void> {
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
