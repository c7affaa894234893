import { Inject, Injectable } from '@nestjs/common';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import type { RecordedOutcome } from '../idempotency/recorded-outcome.js';
import type { Callback } from './callback.js';
import { DecisionPolicies, type DecisionPolicy } from './decision-policy.js';
import { adaptVerdict } from './adapt-verdict.js';
import type { Decision } from './decision.js';
import type { GuardedExtension } from '../resilience/guarded-extension.js';
import { ExtensionRegistry } from '../resilience/extension-registry.js';
import { FAILURE_POLICY, FailurePolicy } from './failure-policy.js';
import type { CallbackEvent } from './callback-event.js';
import { type Findings, isOpinion } from './opinion.js';
import { sendReplies } from '../http/send-envelope.js';
import { allow, isVerdict, type Verdict } from './verdict.js';

/** `decidedBy` where no policy had an opinion. */
const DEFAULT = 'default';
/** `decidedBy` where policies are not asked: unknown commands, console probes, the vendors' own notifications. */
export const PLATFORM = 'platform';

const TOO_MUCH = 'not judged: the node had more to do than it can';

/** A verdict, who gave it, and by which rules. */
type Verdicted = Pick<RecordedOutcome, 'verdict' | 'decidedBy' | 'hits'>;

/** An answer from before, or the promise of the one that is under way. */
type Known = RecordedOutcome | Promise<RecordedOutcome | undefined>;

/** Asks the policies, in order; the first verdict wins. */
@Injectable()
export class DecisionService {
  readonly #policies: readonly { readonly policy: DecisionPolicy; readonly extension: GuardedExtension }[];

  constructor(
    @Inject(DecisionPolicies) policies: readonly DecisionPolicy[],
    private readonly failurePolicy: FailurePolicy,
    private readonly answers: IdempotencyService,
    extensions: ExtensionRegistry,
  ) {
    this.#policies = policies.map((policy) => ({
      policy,
      extension: extensions.watch('policy', policy.name),
    }));
  }

  /**
   * Decides on a message or an action. Where no policy gave a verdict it is allowed; where one could not be heard, because
   * it failed or was late, the failure policy speaks instead of it. A message that came before is answered as
   * it was; a notice is passed.
   */
  decide(callback: Callback, event: CallbackEvent): Promise<Decision> {
    const known = this.#meet(callback, event);
    return known || event.resendKey !== undefined || event.kind === 'notice'
      ? this.#decideWhatMayBeKnown(callback, event, known)
      : this.#ask(callback, event);
  }

  /** Allows what no policy is asked about. */
  pass(callback: Callback, event: CallbackEvent): Decision {
    return conclude(callback, event, allow(), PLATFORM, []);
  }

  /** Repeats the verdict that was reached on the same message in another callback; its record has hits, and no version. */
  adopt(callback: Callback, event: CallbackEvent, earlier: Verdicted): Decision {
    const { verdict, decidedBy, hits } = earlier;
    const failures: string[] = [];
    for (const { policy } of this.#policies) {
      try {
        policy.adopt?.(event, hits ?? []);
      } catch (error) {
        failures.push(`policy ${policy.name} threw ${String(error)}`);
      }
    }
    return conclude(callback, event, verdict, decidedBy, failures, { hits: hits ?? [] });
  }

  /** The verdict of the family's failure policy. @param failures what went wrong, for the record */
  decideByFailure(
    callback: Callback,
    event: CallbackEvent,
    failures: string[],
    findings?: Findings,
  ): Decision {
    // Of what has happened already nobody can be spared anything.
    if (event.kind === 'notice') return conclude(callback, event, allow(), PLATFORM, failures);
    const verdict = this.failurePolicy.verdict(event.family, callback.route);
    return conclude(callback, event, verdict, FAILURE_POLICY, failures, findings);
  }

  /** The failure policy's verdict where there is no time for another. A message that came before is answered as it was. */
  async shed(callback: Callback, event: CallbackEvent): Promise<Decision> {
    const known = this.#meet(callback, event);
    const repeated = known && (await this.#repeated(callback, event, known));
    if (repeated) return repeated;
    return event.kind === 'notice'
      ? this.pass(callback, event)
      : this.decideByFailure(callback, event, [TOO_MUCH]);
  }

  async #decideWhatMayBeKnown(
    callback: Callback,
    event: CallbackEvent,
    known: Known | undefined,
  ): Promise<Decision> {
    const repeated = known && (await this.#repeated(callback, event, known));
    if (repeated) return repeated;
    if (event.kind === 'notice') return this.pass(callback, event);
    const { resendKey } = event;
    const earlier =
      resendKey === undefined ? undefined : await this.answers.recall(resendKey, callback.deadline);
    return earlier ? this.adopt(callback, event, earlier) : this.#ask(callback, event);
  }

  #meet(callback: Callback, { idempotencyKey }: CallbackEvent): Known | undefined {
    return idempotencyKey === undefined ? undefined : this.answers.meet(callback, idempotencyKey);
  }

  async #repeated(callback: Callback, event: CallbackEvent, known: Known): Promise<Decision | undefined> {
    // Where the first is not answered in time, this one is decided by itself.
    const { value: answer } = await callback.deadline.attempt(() => known);
    return answer && { ...conclude(callback, event, answer.verdict, answer.decidedBy, []), repeated: answer };
  }

  async #ask(callback: Callback, event: CallbackEvent): Promise<Decision> {
    const failures: string[] = [];
    let findings: Findings | undefined;
    for (const { policy, extension } of this.#policies) {
      const { deadline } = callback;
      if (!policy.decideWithin) sendReplies();
      const called = extension.call(deadline, () =>
        policy.decideWithin ? policy.decideWithin(event, deadline) : policy.decide(event, deadline.signal),
      );
      const { value, failure } = called instanceof Promise ? await called : called;
      const opinion = isOpinion(value) ? value : undefined;
      const verdict = opinion ? opinion.verdict : value;
      if (opinion) findings = { ...findings, ...opinion.findings };
      if (failure) failures.push(`policy ${policy.name} ${failure}`);
      else if (isVerdict(verdict)) return conclude(callback, event, verdict, policy.name, failures, findings);
      else if (verdict !== undefined) failures.push(`policy ${policy.name} returned what is not a verdict`);
    }
    return failures.length === 0
      ? conclude(callback, event, allow(), DEFAULT, failures, findings)
      : this.decideByFailure(callback, event, failures, findings);
  }
}

function conclude(
  callback: Callback,
  event: CallbackEvent,
  wanted: Verdict,
  decidedBy: string,
  failures: string[],
  findings?: Findings,
): Decision {
  if (findings?.failures) failures.push(...findings.failures);
  const { verdict, note } = adaptVerdict(wanted, event, callback.platform, callback.route);
  if (note) failures.push(note);
  const decision: Decision = { event, verdict, decidedBy, failures, findings, delivery: null };
  callback.decision = decision;
  return decision;
}
