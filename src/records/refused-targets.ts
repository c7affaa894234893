import { ApiProperty } from '@nestjs/swagger';
import type { RejectedTarget, Verdict } from '../pipeline/verdict.js';
import { decodeText, encodeText } from '../database/pg-text.js';

/** A target of an action that the verdict refuses. */
export class RefusedTargetItem {
  @ApiProperty()
  userId!: string;

  @ApiProperty({ type: 'integer', nullable: true })
  code!: number | null;

  @ApiProperty()
  info!: string;
}

/** The targets that a verdict refuses, as JSON for their column. PostgreSQL's JSON does not hold U+0000. */
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
