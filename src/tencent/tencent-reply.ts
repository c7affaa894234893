import type { Outcome } from '../pipeline/outcome.js';

/** The members that every reply to Tencent has. */
export interface TencentReply {
  readonly ActionStatus: 'OK';
  readonly ErrorInfo: string;
  readonly ErrorCode: number;
}

/** A reply that holds only the verdict. */
export function tencentReply({ verdict }: Pick<Outcome, 'verdict'>): TencentReply {
  if (verdict.kind !== 'reject') return { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
  return { ActionStatus: 'OK', ErrorInfo: verdict.info, ErrorCode: verdict.code ?? 1 };
}

/** The ids of the targets that an allowed action leaves out. */
export function rejectedIdsOf({ verdict }: Pick<Outcome, 'verdict'>): readonly string[] {
  return verdict.kind === 'allow' && verdict.except ? verdict.except.map(({ userId }) => userId) : [];
}
