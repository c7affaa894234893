import { Inject, Injectable } from '@nestjs/common';
import { ExtensionRegistry } from '../resilience/extension-registry.js';
import type { CallbackEvent } from './callback-event.js';
import { type CallbackInterceptor, CallbackInterceptors } from './extensions/callback-interceptor.js';
import { CallbackObserver } from './callback-observer.js';
import type { CallbackPlatform } from './commands/callback-platform.js';
import { UnauthenticatedCallerException } from './callback.exceptions.js';
import type { Callback } from './callback.js';
import { CommandTable } from './commands/command-table.js';
import { DecisionService, isJudged } from './decision.service.js';
import { EnrichInterceptor } from './enrich.interceptor.js';
import { FailureService } from './failure.service.js';
import { HostInterceptor } from './extensions/host-interceptor.js';
import { LogInterceptor } from './log.interceptor.js';
import type { Outcome } from './outcome.js';
import { parseBody } from './commands/parse-body.js';
import { type Reply, replyTo } from './reply.js';

type Step = (callback: Callback, event: CallbackEvent) => Outcome | Promise<Outcome>;

/** The providers that a callback passes, in this order. */
@Injectable()
export class PipelineSteps {
  constructor(
    readonly log: LogInterceptor,
    @Inject(CallbackInterceptors) readonly interceptors: readonly CallbackInterceptor[],
    readonly enrich: EnrichInterceptor,
    readonly decisions: DecisionService,
    readonly extensions: ExtensionRegistry,
  ) {}
}

/** The only way in which a callback is handled. */
@Injectable()
export class CallbackPipeline {
  readonly #around: Step;

  constructor(
    private readonly commands: CommandTable,
    steps: PipelineSteps,
    private readonly failures: FailureService,
    private readonly observer: CallbackObserver,
  ) {
    this.#around = compose(steps);
  }

  /**
   * Asks the guard about the caller, before the node reads the body.
   *
   * @returns the reply to a caller that is not ours; `undefined` if the caller is ours, or if only the body can tell
   */
  refuse(callback: Callback): Reply | undefined {
    const guard = this.commands.guardOf(callback.platform);
    if (!guard) return undefined;
    try {
      guard.check(callback);
      callback.isAuthenticated = true;
      return undefined;
    } catch (error) {
      if (error instanceof UnauthenticatedCallerException) return this.failures.refuse(callback, error);
      // The guard itself failed. `handle` gets the same error, and the failure policy answers.
      return undefined;
    }
  }

  /** The reply to a request whose url is longer than any vendor's. */
  rejectLongUrl(platform: CallbackPlatform, limit: number): Reply {
    return this.failures.rejectLongUrl(platform, limit);
  }

  /** Handles a callback whose body has arrived. Never throws. */
  handle(callback: Callback): Promise<Reply> {
    let outcome: Outcome | Promise<Outcome>;
    try {
      const command = (callback.command = this.commands.find(callback));
      if (!callback.isAuthenticated) command.guard.check(callback);
      const event = command.toEvent(parseBody(callback, command), callback);
      callback.isShed &&= command.sheddable !== false && isJudged(callback, event);
      outcome = this.#around(callback, event);
    } catch (error) {
      return this.#fail(callback, error);
    }
    return this.#reply(callback, outcome);
  }

  async #reply(callback: Callback, outcome: Outcome | Promise<Outcome>): Promise<Reply> {
    try {
      const reply = replyTo(callback, await outcome);
      this.#close(callback);
      return reply;
    } catch (error) {
      return this.#fail(callback, error);
    }
  }

  async #fail(callback: Callback, error: unknown): Promise<Reply> {
    const reply = await this.failures.reply(callback, error);
    this.#close(callback);
    return reply;
  }

  /** Every callback ends here, once. */
  #close(callback: Callback): void {
    const { recorded } = callback;
    callback.deadline.close();
    callback.settleDuplicates?.(recorded);
    if (recorded) this.observer.observe(callback, recorded);
  }
}

/** Log( the host's interceptors, in their order ( Enrich( Decide ))): composed once, when the node starts. */
function compose({ log, interceptors, enrich, decisions, extensions }: PipelineSteps): Step {
  const hosts = interceptors.map(
    (interceptor) => new HostInterceptor(interceptor, extensions.register('interceptor', interceptor.name)),
  );
  return [log, ...hosts, enrich].reduceRight<Step>(
    (next, interceptor) => (callback, event) =>
      interceptor.intercept(callback, event, () => next(callback, event)),
    (callback, event) => decisions.decide(callback, event),
  );
}
