import { AssertionError } from 'node:assert';
import {
  type UnmetExpectation,
  faultOfDelivery,
  faultOfDrop,
  faultOfLegal,
  faultOfRefusal,
} from './expectations.js';
import type { VendorAnswer } from './vendor-answer.js';

// Functions of any test runner: what is not so is thrown.

/** @throws AssertionError with everything that the vendor's protocol does not allow */
export function assertLegal(answer: VendorAnswer): void {
  demand(faultOfLegal(answer));
}

/**
 * @param changes what the vendor puts in place, exactly, by its names; `{}`: nothing; left out: whatever it is
 * @throws AssertionError where the vendor would not deliver, or the answer is not legal
 * @example
 * assertDelivers(await presend.client.send(callback), { CloudCustomData: '{"badge":"founder"}' });
 */
export function assertDelivers(answer: VendorAnswer, changes?: Readonly<Record<string, unknown>>): void {
  demand(faultOfDelivery(answer, changes));
}

/** @throws AssertionError where the vendor would not refuse with this code and text, or the answer is not legal */
export function assertRefuses(answer: VendorAnswer, code?: number, info?: string): void {
  demand(faultOfRefusal(answer, code, info));
}

/** @throws AssertionError where the vendor would not drop the message silently, or the answer is not legal */
export function assertDrops(answer: VendorAnswer): void {
  demand(faultOfDrop(answer));
}

function demand(fault: UnmetExpectation): void {
  if (fault !== null) throw new AssertionError({ message: fault });
}
