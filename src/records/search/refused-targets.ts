import type { RejectedTarget, Verdict } from '../../pipeline/verdict.js';
import { decodeText, encodeText } from '../../database/pg-text.js';

/** The targets that a verdict refuses, as their column takes them: JSON has no place for U+0000 in PostgreSQL. */
export function toRefusedTargets(verdict: Verdict): string | null {
  if (verdict.kind !== 'allow' || !verdict.except) return null;
  return JSON.stringify(verdict.except.map((target) => withTexts(target, encodeText)));
}

/** The targets that {@link toRefusedTargets} stored. */
export function fromRefusedTargets(column: readonly RejectedTarget[]): RejectedTarget[] {
  return column.map((target) => withTexts(target, decodeText));
}

function withTexts({ userId, code, info }: RejectedTarget, change: (text: string) => string): RejectedTarget {
  return { userId: change(userId), code, info: change(info) };
}
