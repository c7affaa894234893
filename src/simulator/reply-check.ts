import { isDeepStrictEqual } from 'node:util';
import { readAnswer } from '../testing/read-answer.js';
import type { Effect, VendorAnswer, VendorReading } from '../testing/vendor-answer.js';
import type { Exchange } from './exchange.js';

/** What the vendor does with the message. `change`: it delivers a modified message. */
export type SimulatedEffect =
  | 'deliver'
  | 'change'
  | 'refuse'
  | 'drop'
  | 'fail'
  /** Presend says that the caller is not authenticated. */
  | 'turned-away';

/** The result of checking one answer. */
export interface ReplyCheck {
  readonly effect: SimulatedEffect;
  /** Each violation as one sentence; empty if the answer is correct. */
  readonly faults: readonly string[];
}

const NOT_OURS = 403;
const UNDECODED = 'It cannot be decoded';

/** Checks an answer as its vendor would. */
export function checkReply({ request }: Exchange, answer: VendorAnswer): ReplyCheck {
  // The server sets how large a clock error may be before it rejects the signature.
  const mayBeTurnedAway = request.corruption === 'other-command' || request.skewS !== 0;
  if (mayBeTurnedAway && answer.status === NOT_OURS)
    return {
      effect: 'turned-away',
      faults: isRejection(answer) ? [] : ['The status is 403, but the body does not refuse.'],
    };
  const { effect, faults } = readingOf(answer, request.corruption !== null);
  if (request.corruption === 'other-command')
    return {
      effect: effectOf(effect),
      faults: [...faults, 'The body names another command, and Presend did not reject it.'],
    };
  return { effect: effectOf(effect), faults };
}

/** Tells whether a duplicate got the same answer as the first delivery. The signature may expire between the two. */
export function hasSameAnswer(answer: VendorAnswer, first: VendorAnswer): boolean {
  if (answer.status !== first.status) return [answer.status, first.status].includes(NOT_OURS);
  return isDeepStrictEqual(readAnswer(answer).effect, readAnswer(first).effect);
}

/** Tells whether a callback has an id by which Presend can recognize a duplicate. */
export function hasMessageId({ body }: VendorAnswer['callback']): boolean {
  return ['Random', 'MsgId', 'MsgKey', 'serverMsgID'].some((name) => Object.hasOwn(body, name));
}

/** An answer to a corrupted request is checked for its verdict only: it cannot repeat the members of the request. */
function readingOf(answer: VendorAnswer, isMalformed: boolean): VendorReading {
  const reading = readAnswer(answer);
  if (!isMalformed || reading.effect.kind === 'fail') return reading;
  const isUnread = reading.faults.some((fault) => fault.startsWith(UNDECODED));
  const verdict = readAnswer({ ...answer, callback: { ...answer.callback, command: 'any' } });
  return isUnread ? reading : { ...reading, faults: verdict.faults };
}

function effectOf(effect: Effect): SimulatedEffect {
  return effect.kind === 'deliver' && Object.keys(effect.changes).length > 0 ? 'change' : effect.kind;
}

function isRejection({ callback, text }: VendorAnswer): boolean {
  try {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return callback.platform === 'tencent'
      ? body['ActionStatus'] === 'FAIL' && body['ErrorCode'] === 1
      : body['actionCode'] === 0 && body['nextCode'] === 1 && body['errCode'] === 5403;
  } catch {
    return false;
  }
}
