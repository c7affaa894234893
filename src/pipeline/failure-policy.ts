import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PipelineOptions, type FailureMode } from './pipeline-options.js';
import type { CodeRange } from './commands/callback-platform.js';
import type { Command } from './commands/command.js';
import { CommandTable } from './commands/command-table.js';
import { allow, reject, type Verdict } from './verdict.js';

/** `decidedBy` if no policy could reach a verdict. */
export const FAILURE_POLICY = 'failure-policy';

/** The verdict of each family if no policy could reach one. */
@Injectable()
export class FailurePolicy implements OnApplicationBootstrap {
  constructor(
    @Inject(PipelineOptions) private readonly options: PipelineOptions,
    private readonly table: CommandTable,
  ) {}

  /** @throws if a setting is invalid, or its code would reach no client */
  onApplicationBootstrap(): void {
    const { default: fallback, ...families } = this.options.onFailure;
    const ranges = new Map<string, CodeRange>();
    for (const { codeRanges } of this.table.platforms) {
      for (const family in codeRanges) ranges.set(family, codeRanges[family]!);
    }
    // The default serves all families. In a family that does not know its code it becomes the plain rejection.
    if ('default' in this.options.onFailure)
      check('onFailure.default (ON_FAILURE)', fallback, [...ranges.values()]);
    for (const [family, mode] of Object.entries(families)) {
      if (mode === undefined) continue;
      const range = ranges.get(family);
      const variable = `ON_FAILURE_${family.toUpperCase().replaceAll('-', '_')}`;
      check(`onFailure.${family} (${variable})`, mode, range ? [range] : []);
    }
  }

  /** @param command may have a failure policy of its own, used if none is set */
  verdict(family: string, command?: Pick<Command, 'onFailure'>): Verdict {
    const { onFailure } = this.options;
    const mode = onFailure[family] ?? onFailure.default ?? command?.onFailure ?? 'allow';
    if (mode === 'allow') return allow();
    return mode === 'reject' ? reject() : reject(mode.code, mode.info);
  }
}

/** @param ranges a code must be in one of them; empty: the family has no platform here, and any code is accepted */
function check(name: string, mode: unknown, ranges: readonly CodeRange[]): void {
  if (!isMode(mode))
    throw new Error(
      `The failure policy ${name} must be 'allow', 'reject' or { code?: number, info?: string }.`,
    );
  const code = typeof mode === 'object' ? mode.code : undefined;
  if (code === undefined || ranges.length === 0) return;
  if (Number.isInteger(code) && ranges.some(([first, last]) => code >= first && code <= last)) return;
  const texts = new Set(ranges.map(([first, last]) => `${first}–${last}`));
  throw new Error(
    `The failure policy ${name} rejects with a code that reaches no client: it must lie in ` +
      `${[...texts].join(' or ')}.`,
  );
}

/** A host may pass a value that it read at run time, and that does not fit the type. */
function isMode(mode: unknown): mode is FailureMode {
  if (mode === 'allow' || mode === 'reject') return true;
  if (typeof mode !== 'object' || mode === null) return false;
  const { code, info } = mode as Record<string, unknown>;
  return (code === undefined || typeof code === 'number') && (info === undefined || typeof info === 'string');
}
