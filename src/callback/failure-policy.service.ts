import { Inject, Injectable } from '@nestjs/common';
import { CallbackOptions } from './callback-options.js';
import { allow, reject, type Verdict } from './verdict.js';

/** `decidedBy` of a verdict that nobody reached. */
export const FAILURE_POLICY = 'failure-policy';

/** What to answer, family by family, when no verdict could be reached. */
@Injectable()
export class FailurePolicy {
  constructor(@Inject(CallbackOptions) private readonly options: CallbackOptions) {}

  verdict(family: string): Verdict {
    const mode = this.options.onFailure[family] ?? this.options.onFailure.default;
    return mode === 'reject' ? reject() : allow();
  }
}
