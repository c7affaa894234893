import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { hourlyClock, isClockTime } from './clock-time.js';
import { linksIn } from './links.js';
import { MessageFacts } from './message-facts.js';
import type { RuleProblem } from './rule-problem.js';

/** What a condition may read of a message, and its type in CEL. */
const VARIABLES = {
  text: 'string',
  app: 'string',
  family: 'string',
  command: 'string',
  conversation: 'string',
  conversation_type: 'string',
  topic: 'string',
  sender: 'string',
  operator: 'string',
  client_ip: 'string',
  platform: 'string',
  custom_data: 'string',
  level: 'string',
  strikes: 'int',
} as const;

interface RuleFunction {
  readonly parameters: readonly string[];
  readonly returns: string;
  readonly isAsync?: boolean;
  readonly call: (facts: MessageFacts, ...args: never[]) => unknown;
}

/** What a condition may call beside CEL's own functions; each is given the message before its parameters. */
const FUNCTIONS: Readonly<Record<string, RuleFunction>> = {
  keywords: {
    parameters: ['string', 'string'],
    returns: 'bool',
    call: (facts, list: string, text: string) => facts.hasKeyword(list, text),
  },
  rate: {
    parameters: ['string', 'int', 'int'],
    returns: 'bool',
    isAsync: true,
    call: async (facts, key: string, count: bigint, seconds: bigint) =>
      (await facts.countOf(key, Number(seconds))) > Number(count),
  },
  similar_rate: {
    parameters: ['string', 'int', 'int'],
    returns: 'bool',
    isAsync: true,
    call: async (facts, text: string, count: bigint, seconds: bigint) =>
      (await facts.sendersOfSimilar(text, Number(seconds))) > Number(count),
  },
  links: { parameters: ['string'], returns: 'list<string>', call: (_, text: string) => linksIn(text) },
  elements: {
    parameters: ['string'],
    returns: 'list<map<string, dyn>>',
    call: (facts, type: string) => facts.elementsOf(type),
  },
  now_in: {
    parameters: ['string', 'string', 'string'],
    returns: 'bool',
    call: (facts, zone: string, from: string, to: string) => hourlyClock(zone).isWithin(facts.now, from, to),
  },
};

/** CEL's own backtracks: a hostile message could hold the process up with it. */
const BACKTRACKING = 'matches';
const LINEAR = 'linear_matches';
const FACTS = 'facts__';
const FACTS_TYPE = 'presend.Facts';
/** Conditions of more than that are programs. */
const LIMITS = { maxAstNodes: 1_000, maxDepth: 40, maxListElements: 1_000, maxCallArguments: 8 };
const MOST_PATTERNS = 5_000;

const patterns = new Map<string, RE2JS>();
const checking = checkingEnvironment();
const running = runningEnvironment();

/** A checked condition. */
export interface Condition {
  /** Whether it holds of a message; a promise where somebody else has to be asked. @throws what CEL throws */
  readonly holds: (facts: MessageFacts) => boolean | Promise<boolean>;
  /** The variables and functions that it names. */
  readonly names: ReadonlySet<string>;
  /** The keyword lists that it names. */
  readonly lists: ReadonlySet<string>;
}

/**
 * Checks a condition's syntax, its types, and what is written in it literally: patterns, time zones, times.
 *
 * @returns what is wrong, without its pointer; or the condition
 */
export function compileCondition(source: string): Condition | Omit<RuleProblem, 'pointer'> {
  let parsed: ParseResult;
  try {
    const checked = checking.parse(source);
    const { valid, type, error } = checked.check();
    if (!valid) throw error!;
    if (type !== 'bool') return { detail: `the condition is of type ${type}, and has to be true or false` };
    const problem = literalProblem(checked.ast, source);
    if (problem) return problem;
    parsed = running.parse(source);
  } catch (error) {
    const { summary, message, range } = error as Error & { summary?: string; range?: { start: number } };
    return { detail: summary ?? message, ...placeOf(source, range?.start ?? 0) };
  }
  const names = new Set<string>();
  const lists = new Set<string>();
  for (const node of nodesOf(parsed.ast)) {
    if (node.op === 'id') names.add(node.args);
    if (node.op !== 'call' && node.op !== 'rcall') continue;
    names.add(node.args[0]);
    if (node.args[0] === 'keywords')
      lists.add(String(literalOf(node.op === 'call' ? node.args[1][0] : undefined)));
    redirect(node);
  }
  return { holds: (facts) => parsed(facts.variables) as boolean | Promise<boolean>, names, lists };
}

/** Has a call of ours be given the message, and a pattern be matched in linear time. */
function redirect(node: Extract<ASTNode, { op: 'call' | 'rcall' }>): void {
  const args = node.args as unknown[];
  if (args[0] === BACKTRACKING) args[0] = LINEAR;
  else if (node.op === 'call' && Object.hasOwn(FUNCTIONS, node.args[0])) {
    args[1] = [running.parse(FACTS).ast, ...node.args[1]];
  }
}

function checkingEnvironment(): Environment {
  const environment = new Environment({ limits: LIMITS });
  for (const [name, type] of Object.entries(VARIABLES)) environment.registerVariable(name, type);
  for (const [name, { parameters, returns }] of Object.entries(FUNCTIONS)) {
    environment.registerFunction(`${name}(${parameters.join(', ')}): ${returns}`, () => undefined);
  }
  environment.registerFunction(`${BACKTRACKING}(string, string): bool`, () => undefined);
  return environment;
}

function runningEnvironment(): Environment {
  const environment = new Environment({ limits: LIMITS });
  for (const [name, type] of Object.entries(VARIABLES)) environment.registerVariable(name, type);
  environment.registerType(FACTS_TYPE, MessageFacts);
  environment.registerVariable(FACTS, FACTS_TYPE);
  for (const [name, { parameters, returns, isAsync, call }] of Object.entries(FUNCTIONS)) {
    environment.registerFunction({
      name,
      returnType: returns,
      params: [FACTS_TYPE, ...parameters].map((type) => ({ type })),
      async: isAsync ?? false,
      handler: call,
    });
  }
  environment.registerFunction(`string.${LINEAR}(string): bool`, matchesLinearly);
  environment.registerFunction(`${LINEAR}(string, string): bool`, matchesLinearly);
  return environment;
}

function matchesLinearly(text: string, pattern: string): boolean {
  return compiledPattern(pattern).matcher(text).find();
}

/** @throws RE2JSException where RE2 does not take it */
function compiledPattern(pattern: string): RE2JS {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    if (patterns.size >= MOST_PATTERNS) patterns.clear();
    patterns.set(pattern, compiled);
  }
  return compiled;
}

function literalProblem(ast: ASTNode, source: string): Omit<RuleProblem, 'pointer'> | undefined {
  for (const node of nodesOf(ast)) {
    if (node.op !== 'call' && node.op !== 'rcall') continue;
    const [name] = node.args;
    const args = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
    const detail = callProblem(name, args.map(literalOf));
    if (detail) return { detail, ...placeOf(source, node.range.start) };
  }
  return undefined;
}

/** @param args the literal values, undefined where one is not literal */
function callProblem(name: string, args: readonly unknown[]): string | undefined {
  const [first, second, third] = args;
  if (name === BACKTRACKING) {
    if (typeof second !== 'string') return 'the pattern of matches has to be written out, not computed';
    try {
      compiledPattern(second);
    } catch (error) {
      return `RE2 does not take the pattern: ${(error as Error).message}`;
    }
  }
  if (name === 'keywords' && typeof first !== 'string')
    return 'the list of keywords has to be written out, not computed';
  if (name === 'rate' || name === 'similar_rate') {
    if (typeof third !== 'bigint' || third < 1n || third > 86_400n)
      return `the seconds of ${name} have to be a whole number from 1 to 86400, written out`;
    if (typeof second === 'bigint' && second < 0n) return `the count of ${name} cannot be below 0`;
  }
  if (name === 'now_in') {
    if (typeof first === 'string' && !isTimeZone(first)) return `there is no time zone '${first}'`;
    const wrong = [second, third].find((time) => typeof time === 'string' && !isClockTime(time));
    if (wrong !== undefined) return `'${String(wrong)}' is no time of day: write 09:00 to 24:00`;
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

function literalOf(node: ASTNode | undefined): unknown {
  return node?.op === 'value' ? node.args : undefined;
}

function* nodesOf(value: unknown): Iterable<ASTNode> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  else if (typeof value === 'object' && value !== null && 'op' in value) {
    yield value as ASTNode;
    yield* nodesOf((value as ASTNode).args);
  }
}

function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
