import { Injectable } from '@nestjs/common';
import { ExtensionMetrics } from './extension.metrics.js';
import { type ExtensionFailure, type ExtensionKind, GuardedExtension } from './guarded-extension.js';

const STATES = { closed: 0, 'half-open': 1, open: 2 } as const;

/** All policies, enrichers and interceptors with their guards, for health and metrics. */
@Injectable()
export class ExtensionRegistry {
  readonly #extensions: GuardedExtension[] = [];

  /** Called before the host's code runs. The HTTP layer sets it. */
  beforeForeignCode: () => void = () => {};

  constructor(private readonly metrics: ExtensionMetrics) {
    metrics.onScrape(() => {
      for (const { kind, name, breakerState } of this.#extensions) {
        metrics.breakerState.set({ kind, name }, STATES[breakerState]);
      }
    });
  }

  /**
   * Registers an extension.
   *
   * @param isQuick its code takes microseconds, so `beforeForeignCode` is not called
   */
  register(kind: ExtensionKind, name: string, isQuick = false): GuardedExtension {
    const onFailure = (_: GuardedExtension, reason: ExtensionFailure): void => {
      this.metrics.extensionFailures.inc({ kind, name, reason });
    };
    const extension = isQuick
      ? new GuardedExtension(kind, name, onFailure)
      : new GuardedExtension(kind, name, onFailure, () => this.beforeForeignCode());
    this.#extensions.push(extension);
    return extension;
  }

  /** The extensions whose breaker is not closed, with its state. */
  get openBreakers(): Readonly<Record<string, string>> {
    const open = this.#extensions.filter(({ breakerState }) => breakerState !== 'closed');
    return Object.fromEntries(open.map(({ kind, name, breakerState }) => [`${kind} ${name}`, breakerState]));
  }
}
