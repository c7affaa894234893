import { fireAutocannon } from './autocannon.mjs';
import { fireWrk, isWrkThere } from './wrk.mjs';

/**
 * @typedef {object} Load
 * @property {number} port
 * @property {import('./shot.mjs').Shot} shot
 * @property {number} first the message to begin with
 * @property {number} connections each sends the next message when the one before is answered
 * @property {number} seconds
 *
 * @typedef {object} Fired
 * @property {number} seconds
 * @property {number} answered
 * @property {number} refused answers whose status is not 2xx
 * @property {number} broken connections and requests without an answer
 * @property {number} p50 milliseconds, as p99 and p999
 * @property {number} p99
 * @property {number} p999
 *
 * @typedef {(load: Load) => Promise<Fired>} Fire
 *
 * @typedef {object} Generator
 * @property {'wrk' | 'autocannon'} name
 * @property {Fire} fire
 */

/**
 * wrk where it is installed: autocannon takes so much of the processor that the quick servers get less of it
 * (README.md has the figures).
 *
 * @param {string} [wanted]
 * @returns {Generator}
 */
export function generatorOf(wanted) {
  const name = wanted ?? (isWrkThere() ? 'wrk' : 'autocannon');
  if (name === 'wrk') return { name, fire: fireWrk };
  if (name === 'autocannon') return { name, fire: fireAutocannon };
  throw new Error(`There is no load generator ${name}: wrk or autocannon.`);
}
