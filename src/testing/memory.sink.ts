import { Injectable } from '@nestjs/common';
import type { Outcome, OutcomeSink } from '../index.js';

const WAIT_MS = 5_000;
const BETWEEN_LOOKS_MS = 5;

/**
 * Keeps outcomes in memory. Sinks get an outcome after the vendor is answered: wait for it with `first`.
 *
 * @example
 * const { decidedBy } = await presend.sink.first(({ event }) => event.text === 'casino');
 */
@Injectable()
export class MemorySink implements OutcomeSink {
  readonly name = 'memory';
  readonly outcomes: Outcome[] = [];

  push(outcome: Outcome): void {
    this.outcomes.push(outcome);
  }

  /**
   * @param ms how long to wait for it
   * @throws where none came
   */
  async first(is: (outcome: Outcome) => boolean = () => true, ms = WAIT_MS): Promise<Outcome> {
    const end = performance.now() + ms;
    for (;;) {
      const found = this.outcomes.find(is);
      if (found) return found;
      if (performance.now() > end)
        throw new Error(`No such outcome came within ${ms} ms; ${this.outcomes.length} others did.`);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    }
  }
}
