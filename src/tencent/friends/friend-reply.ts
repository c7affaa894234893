import type { Outcome } from '../../pipeline/outcome.js';
import { objectOf } from '../../json/readable-text.js';
import type { RejectedTarget } from '../../pipeline/verdict.js';
import { accountsOf } from '../tencent-action.js';
import type { TencentReply } from '../tencent-reply.js';

/** The result for one of the asked users. */
interface FriendResult {
  readonly To_Account: string;
  /** 0: allowed; 38000–39000: rejected. */
  readonly ResultCode: number;
  readonly ResultInfo: string;
}

/** The vendor reads only the result of each user. The reply has to hold one for every asked user. */
export interface FriendReply extends TencentReply {
  readonly ResultItem: readonly FriendResult[];
}

/**
 * The reply to a command about friends.
 *
 * @param list the member of the request that holds the asked users
 */
export function friendReply(list: string): (outcome: Outcome) => string {
  return (outcome) => {
    const asked = outcome.event.targets ?? askedIn(outcome.requestText, list);
    const reply: FriendReply = {
      ActionStatus: 'OK',
      ErrorInfo: '',
      ErrorCode: 0,
      ResultItem: [...new Set(asked)].map((userId) => resultOf(userId, outcome)),
    };
    return JSON.stringify(reply);
  };
}

function resultOf(userId: string, { verdict }: Outcome): FriendResult {
  const rejected: Omit<RejectedTarget, 'userId'> | undefined =
    verdict.kind === 'reject'
      ? verdict
      : verdict.kind === 'allow'
        ? verdict.except?.find((target) => target.userId === userId)
        : undefined;
  return { To_Account: userId, ResultCode: rejected?.code ?? 0, ResultInfo: rejected?.info ?? '' };
}

/** The asked users, as far as they can be read from a malformed request. */
function askedIn(requestText: string, list: string): string[] {
  try {
    return accountsOf(objectOf(JSON.parse(requestText))[list], 'To_Account');
  } catch {
    return [];
  }
}
