import type { ASTNode } from '@marcbachmann/cel-js';
import { literalOf } from './condition-nodes.js';
import { BACKTRACKING } from './linear-pattern.js';

/** A variable that equals or contains a text. A message with it may fulfil the condition. */
export interface Trigger {
  readonly variable: string;
  readonly is: 'equal' | 'containing';
  readonly text: string;
}

/** Shorter texts occur in too many messages to be of use. */
const SHORTEST = 2;
/** The literal beginning of a pattern, and the next character, which may make its last letter optional. */
const PLAIN_BEGINNING = /^\^?([\p{L}\p{N} ]+)(.?)/u;
const REPEATS = new Set(['?', '*', '+', '{']);

/**
 * The triggers of a condition. A message that fits none of them cannot fulfil the condition, so the condition is skipped.
 * Undefined: any message may fulfil it.
 *
 * @example
 * triggersOf(parse('sender == "mallory" && size(text) > 3').ast);
 * // [{ variable: 'sender', is: 'equal', text: 'mallory' }]
 */
export function triggersOf(node: ASTNode): readonly Trigger[] | undefined {
  switch (node.op) {
    case '&&':
      return node.args.map(triggersOf).reduce(rarer);
    case '||':
      return node.args
        .map(triggersOf)
        .reduce((all, triggers) => (all && triggers ? [...all, ...triggers] : undefined));
    case '==': {
      const [left, right] = node.args;
      return equalTo(left, right) ?? equalTo(right, left);
    }
    case 'in': {
      const [left, right] = node.args;
      if (right.op !== 'list') return undefined;
      const equals = right.args.map((item) => equalTo(left, item));
      return equals.every((triggers) => triggers !== undefined) ? equals.flat() : undefined;
    }
    case 'rcall':
      return calledOn(node.args[1], node.args[0], node.args[2]);
    case 'call':
      return node.args[1][0] && calledOn(node.args[1][0], node.args[0], node.args[1].slice(1));
    default:
      return undefined;
  }
}

/** The triggers that fewer messages fit. */
function rarer(
  first: readonly Trigger[] | undefined,
  second: readonly Trigger[] | undefined,
): readonly Trigger[] | undefined {
  if (!first || !second) return first ?? second;
  const isEqual = (triggers: readonly Trigger[]): boolean => triggers.every(({ is }) => is === 'equal');
  if (isEqual(first) !== isEqual(second)) return isEqual(first) ? first : second;
  return first.length <= second.length ? first : second;
}

function equalTo(side: ASTNode, other: ASTNode): readonly Trigger[] | undefined {
  const text = literalOf(other);
  return side.op === 'id' && typeof text === 'string'
    ? [{ variable: side.args, is: 'equal', text }]
    : undefined;
}

function calledOn(receiver: ASTNode, name: string, args: readonly ASTNode[]): readonly Trigger[] | undefined {
  const literal = literalOf(args[0]);
  if (receiver.op !== 'id' || typeof literal !== 'string') return undefined;
  const text = name === BACKTRACKING ? plainBeginning(literal) : literal;
  const isSearch =
    name === 'contains' || name === 'startsWith' || name === 'endsWith' || name === BACKTRACKING;
  if (!isSearch || text.length < SHORTEST) return undefined;
  return [{ variable: receiver.args, is: 'containing', text }];
}

/** A text that each match of a pattern contains; `''` if there is no simple one. */
function plainBeginning(pattern: string): string {
  if (pattern.includes('|')) return '';
  const [, letters = '', next = ''] = PLAIN_BEGINNING.exec(pattern) ?? [];
  return REPEATS.has(next) ? [...letters].slice(0, -1).join('') : letters;
}
