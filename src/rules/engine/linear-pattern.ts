import { RE2JS } from 're2js';
import { clampText } from './text-limit.js';

/** CEL's own function for patterns. It backtracks, so a hostile message could block the process. */
export const BACKTRACKING = 'matches';
const MOST_PATTERNS = 5_000;

// A cache: a pattern is always compiled to the same object.
const patterns = new Map<string, RE2JS>();

/** Whether a text matches a pattern of RE2. The time is linear in the length of the text. */
export function matchesLinearly(text: string, pattern: string): boolean {
  return compiledPattern(pattern).matcher(clampText(text)).find();
}

/** @throws RE2JSException if RE2 does not accept the pattern */
export function compiledPattern(pattern: string): RE2JS {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    if (patterns.size >= MOST_PATTERNS) patterns.clear();
    patterns.set(pattern, compiled);
  }
  return compiled;
}
