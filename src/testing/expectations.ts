import { inspect, isDeepStrictEqual } from 'node:util';
import { readAnswer } from './read-answer.js';
import type { Effect, VendorAnswer } from './vendor-answer.js';

/** What is wrong with an answer, in words; `null`: it is as expected. */
export type UnmetExpectation = string | null;

/** The answer is as the vendor's protocol wants it. */
export function faultOfLegal(answer: VendorAnswer): UnmetExpectation {
  const { faults } = readAnswer(answer);
  return faults.length === 0 ? null : described('is not legal', answer, faults);
}

/** The vendor delivers. @param changes exactly what it puts in place; `{}`: nothing; left out: whatever it is */
export function faultOfDelivery(
  answer: VendorAnswer,
  changes?: Readonly<Record<string, unknown>>,
): UnmetExpectation {
  return faultOf(
    answer,
    'does not deliver',
    (effect) =>
      effect.kind === 'deliver' && (changes === undefined || isDeepStrictEqual(effect.changes, changes)),
  );
}

/** The vendor refuses, and tells the sender. Code and text count where they are given. */
export function faultOfRefusal(answer: VendorAnswer, code?: number, info?: string): UnmetExpectation {
  return faultOf(
    answer,
    'does not refuse so',
    (effect) =>
      effect.kind === 'refuse' &&
      (code === undefined || effect.code === code) &&
      (info === undefined || effect.info === info),
  );
}

/** The vendor drops the message, and the sender does not learn of it. */
export function faultOfDrop(answer: VendorAnswer): UnmetExpectation {
  return faultOf(answer, 'does not drop', ({ kind }) => kind === 'drop');
}

/** What an illegal answer does is luck: it is not as expected either. */
function faultOf(
  answer: VendorAnswer,
  words: string,
  isExpected: (effect: Effect) => boolean,
): UnmetExpectation {
  const { effect } = readAnswer(answer);
  if (!isExpected(effect))
    return described(words, answer, [`The vendor's reading is ${inspect(effect, { depth: 6 })}.`]);
  return faultOfLegal(answer);
}

function described(
  words: string,
  { callback, status, text }: VendorAnswer,
  reasons: readonly string[],
): string {
  const lines = reasons.map((reason) => `  - ${reason}`).join('\n');
  return `The answer to ${callback.command} ${words}:\n${lines}\nStatus ${status}, body ${text}`;
}
