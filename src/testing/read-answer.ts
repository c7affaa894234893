import { readAsOpenim } from './openim-reading.js';
import { readAsTencent } from './tencent-reading.js';
import type { VendorAnswer, VendorReading } from './vendor-answer.js';

/**
 * Tells what the vendor does after an answer, and what of it is not as its protocol wants it.
 *
 * @example
 * const { effect, faults } = readAnswer(await presend.client.send(callback));
 * // effect: { kind: 'refuse', code: 10101, info: 'Please rephrase.' }, faults: []
 */
export function readAnswer(answer: VendorAnswer): VendorReading {
  return answer.callback.platform === 'tencent' ? readAsTencent(answer) : readAsOpenim(answer);
}
