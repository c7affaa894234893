import {
  type UnmetExpectation,
  faultOfDelivery,
  faultOfDrop,
  faultOfLegal,
  faultOfRefusal,
} from './expectations.js';
import type { VendorAnswer } from './vendor-answer.js';

interface Verdict {
  readonly pass: boolean;
  message(): string;
}

/**
 * Matchers for Jest.
 *
 * @example
 * expect.extend(vendorMatchers);
 * expect(await presend.client.send(callback)).toRefuse(10101, 'Please rephrase.');
 */
export const vendorMatchers = {
  toBeLegal: (answer: VendorAnswer): Verdict => verdictOf(faultOfLegal(answer), 'is legal'),
  toDeliver: (answer: VendorAnswer, changes?: Readonly<Record<string, unknown>>): Verdict =>
    verdictOf(faultOfDelivery(answer, changes), 'delivers'),
  toRefuse: (answer: VendorAnswer, code?: number, info?: string): Verdict =>
    verdictOf(faultOfRefusal(answer, code, info), 'refuses'),
  toDrop: (answer: VendorAnswer): Verdict => verdictOf(faultOfDrop(answer), 'drops'),
};

/** What `expect` has after `expect.extend(vendorMatchers)`. */
export interface VendorMatchers<Result> {
  /** The answer is as the vendor's protocol wants it. */
  toBeLegal(): Result;
  /** The vendor delivers, with exactly these changes; `{}`: none; left out: any. */
  toDeliver(changes?: Readonly<Record<string, unknown>>): Result;
  /** The vendor refuses, with this code and text. */
  toRefuse(code?: number, info?: string): Result;
  /** The vendor drops the message without a word. */
  toDrop(): Result;
}

function verdictOf(fault: UnmetExpectation, words: string): Verdict {
  return { pass: fault === null, message: () => fault ?? `The answer ${words}, and should not.` };
}

declare global {
  // That of @types/jest; where it is not installed this is a namespace that nobody uses.
  // oxlint-disable-next-line typescript/no-namespace
  namespace jest {
    // oxlint-disable-next-line typescript/no-unused-vars
    interface Matchers<R, T = {}> extends VendorMatchers<R> {}
  }
}
