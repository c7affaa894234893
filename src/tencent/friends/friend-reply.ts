import type { Outcome } from '../../pipeline/outcome.js';
import { objectOf } from '../../json/readable-text.js';
import type { RefusedTarget } from '../../pipeline/verdict.js';
import { accountsOf } from '../tencent-action.js';
import type { TencentReply } from '../tencent-reply.js';

/** What becomes of one of those who were asked. */
interface FriendResult {
  readonly To_Account: string;
  /** 0: it goes on; 38000–39000: it does not. */
  readonly ResultCode: number;
  readonly ResultInfo: string;
}

/** The vendor reads each person's own result, and nothing else. It has to be there for all, whatever is decided. */
export interface FriendReply extends TencentReply {
  readonly ResultItem: readonly FriendResult[];
}

/**
 * The answer to a command about friends.
 *
 * @param list the member of the request that holds those who were asked
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
  const refused: Omit<RefusedTarget, 'userId'> | undefined =
    verdict.kind === 'reject'
      ? verdict
      : verdict.kind === 'allow'
        ? verdict.except?.find((target) => target.userId === userId)
        : undefined;
  return { To_Account: userId, ResultCode: refused?.code ?? 0, ResultInfo: refused?.info ?? '' };
}

/** Those who can be read of a request that is not what its command says. */
function askedIn(requestText: string, list: string): string[] {
  try {
    return accountsOf(objectOf(JSON.parse(requestText))[list], 'To_Account');
  } catch {
    return [];
  }
}
