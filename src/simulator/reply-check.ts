import { isDeepStrictEqual } from 'node:util';
import { readAnswer } from '../testing/read-answer.js';
import type { Effect, VendorAnswer, VendorReading } from '../testing/vendor-answer.js';
import type { Exchange } from './exchange.js';

/** What the vendor does: an effect, `change` where it delivers something else than it got. */
export type SimulatedEffect =
  | 'deliver'
  | 'change'
  | 'refuse'
  | 'drop'
  | 'fail'
  /** It was told that it is not the company's vendor. */
  | 'turned-away';

/** What came of an exchange that had an answer. */
export interface ReplyCheck {
  readonly effect: SimulatedEffect;
  /** What is not as it should be, a sentence each. */
  readonly faults: readonly string[];
}

const NOT_OURS = 403;
const UNDECODED = 'It cannot be decoded';

/** Judges an answer as its vendor would. */
export function judge({ dispatch }: Exchange, answer: VendorAnswer): ReplyCheck {
  // A clock that is wrong enough makes a signature that is not taken: by how much is the server's setting.
  const mayBeTurnedAway = dispatch.flaw === 'other-command' || dispatch.skewS !== 0;
  if (mayBeTurnedAway && answer.status === NOT_OURS)
    return { effect: 'turned-away', faults: isRefusal(answer) ? [] : ['It is a 403 that does not refuse.'] };
  const { effect, faults } = readingOf(answer, dispatch.flaw !== null);
  if (dispatch.flaw === 'other-command')
    return { effect: effectOf(effect), faults: [...faults, 'Another command in the body was not noticed.'] };
  return { effect: effectOf(effect), faults };
}

/** Whether a repeat is answered as what it repeats was; between them a signature may have become too old. */
export function isAnsweredAlike(answer: VendorAnswer, first: VendorAnswer): boolean {
  if (answer.status !== first.status) return [answer.status, first.status].includes(NOT_OURS);
  return isDeepStrictEqual(readAnswer(answer).effect, readAnswer(first).effect);
}

/** Tells whether a message has a name by which it is known again. */
export function isNamed({ body }: VendorAnswer['callback']): boolean {
  return ['Random', 'MsgId', 'MsgKey', 'serverMsgID'].some((name) => Object.hasOwn(body, name));
}

/** Of what was malformed nothing can be said of the members that an answer repeats; it has to be one that can be read. */
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

function isRefusal({ callback, text }: VendorAnswer): boolean {
  try {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return callback.platform === 'tencent'
      ? body['ActionStatus'] === 'FAIL' && body['ErrorCode'] === 1
      : body['actionCode'] === 0 && body['nextCode'] === 1 && body['errCode'] === 5403;
  } catch {
    return false;
  }
}
