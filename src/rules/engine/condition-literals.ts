import type { ASTNode } from '@marcbachmann/cel-js';
import { hourlyClock, isClockTime } from './clock-time.js';
import { literalOf, nodesOf } from './condition-nodes.js';
import { BACKTRACKING, compiledPattern } from './linear-pattern.js';
import { placeOf, type RuleProblem } from './rule-problem.js';

/** What is wrong with the literals of a condition: patterns, lists, windows, time zones, times. */
export function literalProblem(ast: ASTNode, source: string): Omit<RuleProblem, 'pointer'> | undefined {
  for (const node of nodesOf(ast)) {
    if (node.op !== 'call' && node.op !== 'rcall') continue;
    const [name] = node.args;
    const args = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
    const detail = callProblem(name, args.map(literalOf));
    if (detail) return { detail, ...placeOf(source, node.range.start) };
  }
  return undefined;
}

/** @param args the literal values; undefined for an argument that is computed */
function callProblem(name: string, args: readonly unknown[]): string | undefined {
  const [first, second, third] = args;
  if (name === BACKTRACKING) {
    if (typeof second !== 'string') return 'the pattern of matches must be written out, not computed';
    try {
      compiledPattern(second);
    } catch (error) {
      return `RE2 does not accept the pattern: ${(error as Error).message}`;
    }
  }
  if (name === 'keywords' && typeof first !== 'string')
    return 'the list of keywords must be written out, not computed';
  if (name === 'rate' || name === 'similar_rate') {
    if (typeof third !== 'bigint' || third < 1n || third > 86_400n)
      return `the seconds of ${name} must be a whole number from 1 to 86400, written out`;
    if (typeof second === 'bigint' && second < 0n) return `the count of ${name} cannot be below 0`;
  }
  if (name === 'now_in') {
    if (typeof first === 'string' && !isTimeZone(first)) return `there is no time zone '${first}'`;
    const wrong = [second, third].find((time) => typeof time === 'string' && !isClockTime(time));
    if (wrong !== undefined) return `'${String(wrong)}' is not a time of day: write it as 09:00 or 24:00`;
  }
  return undefined;
}

function isTimeZone(zone: string): boolean {
  try {
    hourlyClock(zone);
    return true;
  } catch {
    return false;
  }
}
