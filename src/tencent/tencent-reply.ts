import type { Outcome } from '../pipeline/outcome.js';

/** What every answer to Tencent has. */
export interface TencentReply {
  readonly ActionStatus: 'OK';
  readonly ErrorInfo: string;
  readonly ErrorCode: number;
}

/** An answer that says nothing but what becomes of the callback. */
export function tencentReply({ verdict }: Pick<Outcome, 'verdict'>): TencentReply {
  if (verdict.kind !== 'reject') return { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
  return { ActionStatus: 'OK', ErrorInfo: verdict.info, ErrorCode: verdict.code ?? 1 };
}

/** The ids of the targets that an allowed action does not go on for. */
export function refusedIdsOf({ verdict }: Pick<Outcome, 'verdict'>): readonly string[] {
  return verdict.kind === 'allow' && verdict.except ? verdict.except.map(({ userId }) => userId) : [];
}
