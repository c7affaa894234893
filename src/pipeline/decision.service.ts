import { Inject, Injectable } from '@nestjs/common';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import type { RecordedOutcome } from '../idempotency/recorded-outcome.js';
import { Deadline } from '../resilience/deadline.js';
import { ExtensionRegistry } from '../resilience/extension-registry.js';
import type { GuardedExtension } from '../resilience/guarded-extension.js';
import { adaptVerdict } from './commands/adapt-verdict.js';
import type { CallbackEvent } from './callback-event.js';
import type { Callback } from './callback.js';
import { DecisionPolicies, type DecisionPolicy } from './extensions/decision-policy.js';
import { CallContext } from './extensions/call-context.js';
import { FAILURE_POLICY, FailurePolicy } from './failure-policy.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { type Findings, isPolicyResult } from './extensions/policy-result.js';
import { allow, isVerdict, type Verdict } from './verdict.js';

/** `decidedBy` if no policy gave a verdict. */
const DEFAULT = 'default';
/** `decidedBy` if policies are not asked: unknown commands, console probes, notices, the vendors' own notifications. */
export const PLATFORM = 'platform';

const SHED = 'not judged: the node was overloaded';

/** Counted from the arrival of the callback. The rest of the deadline has to be enough for a verdict of its own. */
const FIND_EARLIER_MS = 250;

/** The outcome of a duplicate, or the promise of the first one's. */
type Known = RecordedOutcome | Promise<RecordedOutcome | undefined>;

/** The parts of an earlier outcome that a callback about the same message takes over. */
type Earlier = Pick<RecordedOutcome, 'verdict' | 'decidedBy' | 'hits' | 'conversationId'>;

interface EarlierSearch {
  readonly earlier?: Earlier;
  readonly failure?: string;
}

/** Asks the policies, in order; the first verdict wins. */
@Injectable()
export class DecisionService {
  readonly #policies: readonly { readonly policy: DecisionPolicy; readonly extension: GuardedExtension }[];

  constructor(
    @Inject(DecisionPolicies) policies: readonly DecisionPolicy[],
    private readonly failurePolicy: FailurePolicy,
    private readonly idempotency: IdempotencyService,
    extensions: ExtensionRegistry,
  ) {
    this.#policies = policies.map((policy) => ({
      policy,
      extension: extensions.register('policy', policy.name, policy.isQuick),
    }));
  }

  /**
   * Decides on a callback. A duplicate gets the outcome of the first one. A notice is allowed. If no policy gives a
   * verdict the event is allowed; if a policy failed or was late, and no other gave a verdict, the failure policy does.
   */
  decide(callback: Callback, event: CallbackEvent): Outcome | Promise<Outcome> {
    if (!isJudged(callback, event) && event.kind !== 'notice') return this.#pass(callback, event);
    const { idempotencyKey, resendKey, followsKey } = event;
    const known = idempotencyKey === undefined ? undefined : this.idempotency.begin(callback, idempotencyKey);
    return known || ((resendKey ?? followsKey) !== undefined && !callback.isShed)
      ? this.#decideWithHistory(callback, event, known)
      : this.#decideAlone(callback, event);
  }

  /** The failure policy's verdict. @param failures the errors, in words, for the record */
  decideByFailurePolicy(
    callback: Callback,
    event: CallbackEvent,
    failures: readonly string[],
    findings?: Findings,
  ): Outcome {
    // A notice reports what has happened: rejecting it would prevent nothing.
    if (event.kind === 'notice') return conclude(callback, event, allow(), PLATFORM, failures);
    const verdict = this.failurePolicy.verdict(event.family, callback.command);
    return conclude(callback, event, verdict, FAILURE_POLICY, failures, findings);
  }

  #pass(callback: Callback, event: CallbackEvent): Outcome {
    return conclude(callback, event, allow(), PLATFORM, []);
  }

  #decideAlone(callback: Callback, event: CallbackEvent): Outcome | Promise<Outcome> {
    if (event.kind === 'notice') return this.#pass(callback, event);
    return callback.isShed
      ? this.decideByFailurePolicy(callback, event, [SHED])
      : this.#ask(callback, event, 0, [], undefined);
  }

  async #decideWithHistory(
    callback: Callback,
    event: CallbackEvent,
    known: Known | undefined,
  ): Promise<Outcome> {
    if (known) {
      const { value: first } = await callback.deadline.attempt(() => known);
      if (first) return duplicateOf(callback, event, first);
      // The first callback has no outcome in time: this one is decided alone.
    }
    if (callback.isShed || event.kind === 'notice') return this.#decideAlone(callback, event);
    const { earlier, failure } = await this.#findEarlier(callback, event);
    const outcome = earlier
      ? this.#replay(callback, follows(event, earlier), earlier)
      : await this.#ask(callback, event, 0, [], undefined);
    return failure ? callback.reach({ ...outcome, failures: [...outcome.failures, failure] }) : outcome;
  }

  /** Looks for the verdict on an earlier callback about the same message, on this node and on the others. */
  async #findEarlier(
    callback: Callback,
    { resendKey, attemptKey, followsKey }: CallbackEvent,
  ): Promise<EarlierSearch> {
    if (followsKey === undefined) {
      if (resendKey === undefined) return {};
      return { earlier: await this.idempotency.find(resendKey, callback.deadline) };
    }
    const own = attemptKey === undefined ? undefined : this.idempotency.known(attemptKey);
    if (own) return { earlier: own };
    const patience = new Deadline(callback.startedAt, FIND_EARLIER_MS);
    const { value } = await callback.deadline.attempt(() => this.idempotency.find(followsKey, patience));
    patience.close();
    if (value) return { earlier: value };
    return patience.passed
      ? { failure: `the before-send verdict was not found within ${FIND_EARLIER_MS} ms: judged again` }
      : {};
  }

  /** Takes over an earlier verdict on the same message. The record has the rules that matched then, and no version. */
  #replay(callback: Callback, event: CallbackEvent, { verdict, decidedBy, hits = [] }: Earlier): Outcome {
    const failures: string[] = [];
    for (const { policy } of this.#policies) {
      try {
        policy.adopt?.(event, hits);
      } catch (error) {
        failures.push(`policy ${policy.name} threw ${String(error)}`);
      }
    }
    return conclude(callback, event, verdict, decidedBy, failures, { hits });
  }

  /** Asks the policies from `first` on. A promise is awaited only if a policy returned one. */
  #ask(
    callback: Callback,
    event: CallbackEvent,
    first: number,
    failures: string[],
    given: Findings | undefined,
  ): Outcome | Promise<Outcome> {
    const { deadline } = callback;
    let findings = given;
    for (let at = first; at < this.#policies.length; at++) {
      const { policy, extension } = this.#policies[at]!;
      const called = extension.call(deadline, () =>
        policy.decide(event, new CallContext(deadline, policy.name)),
      );
      if (called instanceof Promise) {
        return called.then((settled) => {
          const read = readResult(policy, settled, failures, findings);
          return read.verdict
            ? conclude(callback, event, read.verdict, policy.name, failures, read.findings)
            : this.#ask(callback, event, at + 1, failures, read.findings);
        });
      }
      const read = readResult(policy, called, failures, findings);
      findings = read.findings;
      if (read.verdict) return conclude(callback, event, read.verdict, policy.name, failures, findings);
    }
    return failures.length === 0
      ? conclude(callback, event, allow(), DEFAULT, failures, findings)
      : this.decideByFailurePolicy(callback, event, failures, findings);
  }
}

/** Whether policies are asked about an event. */
export function isJudged({ command }: Callback, event: CallbackEvent): boolean {
  const judged = command?.judged;
  return event.kind !== 'notice' && judged !== false && (judged === undefined || judged(event));
}

/** Reads a policy's result. @param failures errors are added to it, in words */
function readResult(
  { name }: DecisionPolicy,
  { value, failure }: { readonly value?: unknown; readonly failure?: string },
  failures: string[],
  given: Findings | undefined,
): { readonly verdict?: Verdict; readonly findings: Findings | undefined } {
  if (failure !== undefined) {
    failures.push(`policy ${name} ${failure}`);
    return { findings: given };
  }
  if (isPolicyResult(value)) return { verdict: value.verdict, findings: { ...given, ...value.findings } };
  if (isVerdict(value)) return { verdict: value, findings: given };
  if (value !== undefined) failures.push(`policy ${name} returned what is not a verdict`);
  return { findings: given };
}

function duplicateOf(callback: Callback, event: CallbackEvent, first: RecordedOutcome): Outcome {
  const { id, receivedAt, verdict, decidedBy, delivery } = first;
  const concluded = conclude(callback, event, verdict, decidedBy, []);
  return callback.reach({ ...concluded, id, receivedAt, delivery, isDuplicate: true });
}

/** A callback that follows another may not say where the message was sent. */
function follows(event: CallbackEvent, { conversationId }: Earlier): CallbackEvent {
  return event.followsKey === undefined || conversationId === null ? event : { ...event, conversationId };
}

/** Ends the decision: the verdict becomes one that the vendor can carry out. */
function conclude(
  callback: Callback,
  event: CallbackEvent,
  wanted: Verdict,
  decidedBy: string,
  failures: readonly string[],
  findings?: Findings,
): Outcome {
  const { verdict, note } = adaptVerdict(wanted, event, callback.platform, callback.command);
  const all =
    findings?.failures || note
      ? [...failures, ...(findings?.failures ?? []), ...(note ? [note] : [])]
      : failures;
  return callback.reach(outcomeOf(callback, { event, verdict, decidedBy, failures: all, findings }));
}
