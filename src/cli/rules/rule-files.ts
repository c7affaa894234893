import { TENCENT_CODE_RANGES } from '../../tencent/tencent-code-ranges.js';
import { OPENIM_CODE_RANGES } from '../../openim/openim-code-ranges.js';
import type { CodeRanges } from '../../rules/engine/rule-check.js';
import { compileCondition } from '../../rules/engine/rule-language.js';
import { type RuleProblem, RuleSetError } from '../../rules/engine/rule-problem.js';
import { RuleSet } from '../../rules/engine/rule-set.js';
import { rulesIn } from '../../rules/engine/rule-shape.js';
import type { Rule } from '../../rules/engine/rule.js';
import { FaultyFiles, type PlacedFault } from './place.js';
import { YamlFile } from './yaml-file.js';

/** What such a file may hold. */
const MEMBERS = ['rules', 'cases', 'keywords'];

interface Part {
  readonly file: YamlFile;
  readonly content: Readonly<Record<string, unknown>>;
  /** How many rules stand in the files before it. */
  readonly from: number;
  readonly count: number;
}

/** Some YAML files that are one rule set together: the rules of the first one, then those of the next. */
export class RuleFiles {
  private constructor(
    readonly parts: readonly Part[],
    /** Of the shape of rules; nothing more is known of them. */
    readonly rules: readonly Rule[],
  ) {}

  /** @throws FaultyFiles where one is not of the shape that it should have */
  static async read(paths: readonly string[]): Promise<RuleFiles> {
    const parts: Part[] = [];
    const rules: unknown[] = [];
    for (const path of paths) {
      const file = await YamlFile.read(path);
      const content = contentOf(file);
      const own = content['rules'] ?? [];
      if (!Array.isArray(own))
        throw new FaultyFiles([{ place: file.placeOf('/rules'), detail: 'rules must be a list' }]);
      parts.push({ file, content, from: rules.length, count: own.length });
      rules.push(...(own as unknown[]));
    }
    return new RuleFiles(
      parts,
      placed(parts, () => rulesIn({ rules })),
    );
  }

  /**
   * Checks and compiles the rules as a Presend would.
   *
   * @param lists the keyword lists that there are; left out: any that a rule names
   * @param families of a platform of the company's own, with the codes that reach its clients
   * @throws FaultyFiles with all that is wrong
   */
  async compile(
    lists: ReadonlySet<string> = this.listsNamed(),
    families: CodeRanges = {},
    rules = this.rules,
  ): Promise<RuleSet> {
    const codeRanges = { ...TENCENT_CODE_RANGES, ...OPENIM_CODE_RANGES, ...families };
    try {
      return await RuleSet.compile(rules, { codeRanges, lists });
    } catch (error) {
      throw this.placed(error);
    }
  }

  /** The keyword lists that the rules name. */
  listsNamed(): Set<string> {
    return new Set(
      this.rules.flatMap(({ when }) => {
        const condition = compileCondition(when);
        return 'lists' in condition ? [...condition.lists] : [];
      }),
    );
  }

  /** An error about the rules together, with its places in the files; any other one as it is. */
  placed(error: unknown): unknown {
    return error instanceof RuleSetError
      ? new FaultyFiles(error.problems.map((problem) => placedFault(this.parts, problem)))
      : error;
  }
}

/** What is wrong with the rules together, where it stands. */
function placedFault(parts: readonly Part[], { pointer, detail, line, column }: RuleProblem): PlacedFault {
  const [, index, rest = ''] = /^\/rules\/(\d+)(\/.*)?$/.exec(pointer) ?? [];
  const at = Number(index ?? 0);
  const { file, from } = parts.findLast((part) => part.from <= at && part.count > 0) ?? parts[0]!;
  const inFile = index === undefined ? pointer : `/rules/${at - from}${rest}`;
  return { place: file.placeOf(inFile, { line, column }), detail };
}

function placed<Result>(parts: readonly Part[], check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error;
    throw new FaultyFiles(error.problems.map((problem) => placedFault(parts, problem)));
  }
}

function contentOf(file: YamlFile): Record<string, unknown> {
  const { content } = file;
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new FaultyFiles([
      { place: file.placeOf(''), detail: `a rule file has members: ${MEMBERS.join(', ')}` },
    ]);
  const unknown = Object.keys(content).filter((name) => !MEMBERS.includes(name));
  if (unknown.length > 0)
    throw new FaultyFiles(
      unknown.map((name) => ({
        place: file.placeOf(`/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`),
        detail: `unknown member ${name}: there are ${MEMBERS.join(', ')}`,
      })),
    );
  return content as Record<string, unknown>;
}
