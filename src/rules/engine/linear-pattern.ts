import { RE2JS } from 're2js';
import { clampText } from './text-limit.js';

/** CEL's own function for patterns backtracks: a hostile message could hold the process up with it. */
export const BACKTRACKING = 'matches';
const MOST_PATTERNS = 5_000;

const patterns = new Map<string, RE2JS>();

/** Whether a text has what a pattern of RE2 describes, in time linear to its length. */
export function matchesLinearly(text: string, pattern: string): boolean {
  return compiledPattern(pattern).matcher(clampText(text)).find();
}

/** @throws RE2JSException where RE2 does not take it */
export function compiledPattern(pattern: string): RE2JS {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    if (patterns.size >= MOST_PATTERNS) patterns.clear();
    patterns.set(pattern, compiled);
  }
  return compiled;
}
