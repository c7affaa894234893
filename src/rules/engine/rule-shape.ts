import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { RulesDto } from './rule.dto.js';
import { type RuleProblem, RuleSetError } from './rule-problem.js';
import type { Rule } from './rule.js';

/**
 * The rules in a parsed document `{ rules: [...] }`. Their shape is checked, their conditions are not.
 *
 * @throws RuleSetError with all problems
 */
export function rulesIn(document: unknown): Rule[] {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new RuleSetError([
      { pointer: '', detail: 'a rule set is an object with a list of rules: { rules: [] }' },
    ]);
  }
  const problems = shapeProblems(RulesDto, document);
  if (problems.length > 0) throw new RuleSetError(problems);
  return (document as { rules: Rule[] }).rules;
}

/** The differences between a parsed document and the shape of a DTO. Unknown members are problems too. */
export function shapeProblems(dto: new () => object, document: object): RuleProblem[] {
  return validateSync(plainToInstance(dto, document), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  }).flatMap((error) => problemsOf(error, ''));
}

function problemsOf({ property, constraints, children }: ValidationError, parent: string): RuleProblem[] {
  const pointer = `${parent}/${property.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const own = Object.values(constraints ?? {}).map((detail) => ({ pointer, detail }));
  return [...own, ...(children ?? []).flatMap((child) => problemsOf(child, pointer))];
}
