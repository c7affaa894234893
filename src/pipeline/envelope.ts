import type { Callback } from './callback.js';
import type { Outcome } from './outcome.js';

/** The answer's body: the command's own where it has one, else the platform's. */
export function envelopeOf({ route, platform }: Callback, outcome: Outcome): string {
  // What could not be routed has none.
  return (route as Callback['route'] | undefined)?.envelope?.(outcome) ?? platform.envelope(outcome);
}
