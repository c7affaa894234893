import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CallbackOptions, type FailureMode } from './callback-options.js';
import type { CodeRange } from './callback-platform.js';
import { CallbackTable } from './callback-table.service.js';
import { allow, reject, type Verdict } from './verdict.js';

/** `decidedBy` of a verdict that nobody reached. */
export const FAILURE_POLICY = 'failure-policy';

/** What to answer, family by family, when no verdict could be reached. */
@Injectable()
export class FailurePolicy implements OnApplicationBootstrap {
  constructor(
    @Inject(CallbackOptions) private readonly options: CallbackOptions,
    private readonly table: CallbackTable,
  ) {}

  /** @throws where a code of a setting would reach no client */
  onApplicationBootstrap(): void {
    const ranges = new Map<string, CodeRange>();
    for (const { codeRanges } of this.table.platforms) {
      for (const family in codeRanges) ranges.set(family, codeRanges[family]!);
    }
    for (const [family, mode] of Object.entries(this.options.onFailure)) {
      const code = codeOf(mode);
      if (code === undefined) continue;
      // The default serves all families: it is the plain refusal in those that do not know its code.
      const allowed =
        family === 'default' ? [...ranges.values()] : [ranges.get(family)].filter((range) => range);
      if (allowed.length === 0 || allowed.some((range) => code >= range![0] && code <= range![1])) continue;
      const texts = new Set(allowed.map((range) => `${range![0]}–${range![1]}`));
      throw new Error(
        `The failure policy of ${family === 'default' ? 'all families (ON_FAILURE)' : `the family ${family}`} refuses ` +
          `with the code ${code}, which reaches no client: it must lie in ${[...texts].join(' or ')}.`,
      );
    }
  }

  verdict(family: string): Verdict {
    const mode = this.options.onFailure[family] ?? this.options.onFailure.default;
    if (mode === 'allow') return allow();
    return mode === 'reject' ? reject() : reject(mode.code, mode.info);
  }
}

function codeOf(mode: FailureMode | undefined): number | undefined {
  return typeof mode === 'object' ? mode.code : undefined;
}
