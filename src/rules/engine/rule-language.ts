import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { isThenable } from '../../resilience/thenable.js';
import { literalOf, nodesOf } from './condition-nodes.js';
import { type Trigger, triggersOf } from './condition-triggers.js';
import { literalProblem } from './condition-literals.js';
import { BACKTRACKING, matchesLinearly } from './linear-pattern.js';
import { linksIn } from './links.js';
import { MessageFacts } from './message-facts.js';
import { clampText } from './text-limit.js';
import { placeOf, type RuleProblem } from './rule-problem.js';

/** The variables of a condition, and their types in CEL. */
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
  client_platform: 'string',
  /** The old name of `client_platform`. */
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

/** The functions of a condition beside those of CEL. Each gets the facts of the message before its parameters. */
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
    call: (facts, key: string, count: bigint, seconds: bigint) =>
      isMoreThan(count, facts.countOf(key, Number(seconds))),
  },
  similar_rate: {
    parameters: ['string', 'int', 'int'],
    returns: 'bool',
    isAsync: true,
    call: (facts, text: string, count: bigint, seconds: bigint) =>
      isMoreThan(count, facts.sendersOfSimilar(text, Number(seconds))),
  },
  links: {
    parameters: ['string'],
    returns: 'list<string>',
    call: (_, text: string) => linksIn(clampText(text)),
  },
  elements: {
    parameters: ['string'],
    returns: 'list<map<string, dyn>>',
    call: (facts, type: string) => facts.elementsOf(type),
  },
  now_in: {
    parameters: ['string', 'string', 'string'],
    returns: 'bool',
    call: (facts, zone: string, from: string, to: string) => facts.isWithin(zone, from, to),
  },
};

const LINEAR = 'linear_matches';
const FACTS = 'facts__';
const FACTS_TYPE = 'presend.Facts';
/** Bounds on the size of a condition, and so on its time. */
const LIMITS = { maxAstNodes: 1_000, maxDepth: 40, maxListElements: 1_000, maxCallArguments: 8 };

const checking = checkingEnvironment();
const running = runningEnvironment();

/** A checked condition. */
export interface Condition {
  /** Whether a message fulfils it; a promise if another process has to be asked. @throws the errors of CEL */
  readonly holds: (facts: MessageFacts) => boolean | Promise<boolean>;
  /** The variables and functions that it names. */
  readonly names: ReadonlySet<string>;
  /** The keyword lists that it names. */
  readonly lists: ReadonlySet<string>;
  /** A message that fits none of them cannot fulfil the condition. Undefined: any message may fulfil it. */
  readonly triggers: readonly Trigger[] | undefined;
}

/**
 * Checks the syntax of a condition, its types and its literals: patterns, time zones, times.
 *
 * @returns the condition; or the problem, without its pointer
 */
export function compileCondition(source: string): Condition | Omit<RuleProblem, 'pointer'> {
  let parsed: ParseResult;
  let triggers: readonly Trigger[] | undefined;
  try {
    const checked = checking.parse(source);
    const { valid, type, error } = checked.check();
    if (!valid) throw error!;
    if (type !== 'bool') return { detail: `the condition has the type ${type}: it must be true or false` };
    const problem = literalProblem(checked.ast, source);
    if (problem) return problem;
    triggers = triggersOf(checked.ast);
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
  return {
    holds: (facts) => parsed(facts.variables) as boolean | Promise<boolean>,
    names,
    lists,
    // A condition that counts has to see each message.
    triggers: names.has('rate') || names.has('similar_rate') ? undefined : triggers,
  };
}

function isMoreThan(most: bigint, counted: number | Promise<number>): boolean | Promise<boolean> {
  // A promise makes the whole evaluation asynchronous. A node that counts by itself returns a number.
  return isThenable(counted) ? counted.then((count) => count > Number(most)) : counted > Number(most);
}

/** Passes the facts to a call of our functions, and makes a pattern match in linear time. */
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
