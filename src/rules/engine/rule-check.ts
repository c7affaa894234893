import type { CodeRange } from '../../pipeline/commands/callback-platform.js';
import { doubledNames } from './old-names.js';
import type { RuleProblem } from './rule-problem.js';
import type { Rule } from './rule.js';

/** The codes that the vendor passes on to the sender's client, by family. */
export type CodeRanges = Readonly<Record<string, CodeRange>>;

/** The same by command; empty for a command that passes no code on. */
export type CommandRanges = Readonly<Record<string, readonly CodeRange[]>>;

/** What is wrong with a rule, apart from its condition and its shape. */
export function checkRule(
  rule: Rule,
  pointer: string,
  ranges: CodeRanges,
  commands: CommandRanges = {},
): RuleProblem[] {
  return [
    ...checkCode(rule, pointer, ranges, commands),
    ...checkConsequence(rule, pointer),
    ...doubledNames(rule, pointer),
  ];
}

function checkCode(
  { scope, then }: Rule,
  pointer: string,
  ranges: CodeRanges,
  commands: CommandRanges,
): RuleProblem[] {
  const { code } = then;
  if (code === undefined) return [];
  if (then.action !== 'reject' && then.action !== 'mute')
    return [{ pointer: `${pointer}/then/code`, detail: `${then.action} has no code: leave it out` }];
  const named = scope?.commands?.include;
  if (named) return named.flatMap((command) => checkCodeOf(command, code, `${pointer}/then/code`, commands));
  const families = scope?.families?.include;
  if (!families) {
    if (Object.values(ranges).some((range) => isIn(range, code))) return [];
    const all = [...new Set(Object.values(ranges).map(rangeText))].join(', ');
    return [{ pointer: `${pointer}/then/code`, detail: `${code} reaches no client: use ${all}` }];
  }
  return families.flatMap((family) => {
    const range = Object.hasOwn(ranges, family) ? ranges[family] : undefined;
    if (range && isIn(range, code)) return [];
    const detail = range
      ? `${code} is outside ${rangeText(range)} of ${family}`
      : `there is no family '${family}': ${Object.keys(ranges).join(', ')}`;
    return [{ pointer: `${pointer}/then/code`, detail }];
  });
}

function checkCodeOf(command: string, code: number, pointer: string, commands: CommandRanges): RuleProblem[] {
  const ranges = Object.hasOwn(commands, command) ? commands[command]! : undefined;
  if (!ranges) return [{ pointer, detail: `there is no command '${command}' that takes a verdict` }];
  if (ranges.some((range) => isIn(range, code))) return [];
  const detail =
    ranges.length === 0
      ? `${command} passes no code on: leave it out`
      : `${code} is outside ${ranges.map(rangeText).join(', ')} of ${command}`;
  return [{ pointer, detail }];
}

function checkConsequence({ then, when }: Rule, pointer: string): RuleProblem[] {
  if (then.action === 'mute' && then.seconds === undefined)
    return [{ pointer: `${pointer}/then/seconds`, detail: 'mute needs seconds: for how long' }];
  if (then.action === 'mask' && !/\bkeywords\s*\(/.test(when))
    return [
      {
        pointer: `${pointer}/then/action`,
        detail: 'mask needs keywords(…) in when: it masks the words that keywords(…) finds',
      },
    ];
  return [];
}

function isIn([first, last]: CodeRange, code: number): boolean {
  return code >= first && code <= last;
}

function rangeText([first, last]: CodeRange): string {
  return `${first}–${last}`;
}
