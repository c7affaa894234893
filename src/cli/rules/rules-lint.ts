import { localLists } from './keyword-files.js';
import { FaultyFiles, type PlacedFault } from './place.js';
import { casesIn } from './rule-cases.js';
import { RuleFiles } from './rule-files.js';
import type { CodeRanges } from '../../rules/engine/rule-check.js';
import { OLD_SCOPE_MEMBERS, OLD_VARIABLES } from '../../rules/engine/old-names.js';
import { compileCondition } from '../../rules/engine/rule-language.js';
import { note, print } from '../terminal.js';

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
  for (const { place, detail } of oldNamesIn(files))
    note(`${place.file}:${place.line}:${place.column}: warning: ${detail}`);
  print(`${files.rules.length} rule(s) in ${paths.length} file(s): no faults.`);
}

/** The old names in rule files. They go on working: see docs/upgrading.md. */
function oldNamesIn({ parts, rules }: RuleFiles): PlacedFault[] {
  return parts.flatMap(({ file, from, count }) =>
    rules.slice(from, from + count).flatMap(({ scope = {}, when }, index): PlacedFault[] => {
      const condition = compileCondition(when);
      const names = 'names' in condition ? condition.names : new Set<string>();
      const members = Object.entries(OLD_SCOPE_MEMBERS).filter(([old]) => old in scope);
      const variables = Object.entries(OLD_VARIABLES).filter(([old]) => names.has(old));
      return [
        ...members.map(([old, name]) => ({
          place: file.placeOf(`/rules/${index}/scope/${old}`),
          detail: `${old} is the old name of ${name}`,
        })),
        ...variables.map(([old, name]) => ({
          place: file.placeOf(`/rules/${index}/when`),
          detail: `${old} is the old name of ${name}`,
        })),
      ];
    }),
  );
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
