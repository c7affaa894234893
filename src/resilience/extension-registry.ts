import { Injectable } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';
import { GuardedExtension, type ExtensionKind } from './guarded-extension.js';

const STATES = { closed: 0, 'half-open': 1, open: 2 } as const;

/** All policies and enrichers as the pipeline calls them, for those who watch it. */
@Injectable()
export class ExtensionRegistry {
  readonly #extensions: GuardedExtension[] = [];

  constructor(private readonly metrics: Metrics) {
    metrics.onScrape(() => {
      for (const { kind, name, breakerState } of this.#extensions) {
        metrics.breakerState.set({ kind, name }, STATES[breakerState]);
      }
    });
  }

  /** Puts an extension under watch. */
  watch(kind: ExtensionKind, name: string): GuardedExtension {
    const extension = new GuardedExtension(kind, name, (_, reason) => {
      this.metrics.extensionFailures.inc({ kind, name, reason });
    });
    this.#extensions.push(extension);
    return extension;
  }

  /** Names of those whose breaker is not closed, with its state. */
  get broken(): Readonly<Record<string, string>> {
    const broken = this.#extensions.filter(({ breakerState }) => breakerState !== 'closed');
    return Object.fromEntries(
      broken.map(({ kind, name, breakerState }) => [`${kind} ${name}`, breakerState]),
    );
  }
}
