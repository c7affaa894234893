import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CommandTable } from '../pipeline/commands/command-table.js';
import type { CommandCapabilities } from '../pipeline/commands/command.js';
import { Database, reasonOf } from '../database/database.js';
import { DatabaseOptions } from '../database/database-options.js';
import type { EmbeddedPostgres } from '../database/embedded-postgres.js';
import { EMBEDDED_SERVER } from '../database/embedded-server.js';
import { fingerprintOf } from '../rules/engine/rule-fingerprint.js';
import { ActiveRuleSet } from '../rules/versions/active-rule-set.js';
import type { BacktestReport } from './backtest-report.js';
import { type BacktestOrder, BacktestStore } from './backtest.store.js';
import { commandKey, type ReplayOrder } from './replay.js';
import { replayInThread } from './replay-thread.js';

const LOOK_MS = 2_000;
const BEAT_MS = 1_000;

class Cancelled extends Error {}
class ShuttingDown extends Error {}

/** Runs backtests, one at a time on each node, whichever node was asked for them. */
@Injectable()
export class BacktestRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(BacktestRunner.name);
  readonly #databaseUrl: string;
  #timer: NodeJS.Timeout | undefined;
  #running:
    { readonly id: number; readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  #isLooking = false;

  constructor(
    private readonly store: BacktestStore,
    private readonly registry: ActiveRuleSet,
    private readonly table: CommandTable,
    private readonly database: Database,
    @Inject(DatabaseOptions) options: DatabaseOptions,
    @Inject(EMBEDDED_SERVER) embedded: EmbeddedPostgres | undefined,
  ) {
    this.#databaseUrl = embedded?.url ?? options.databaseUrl!;
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.#running?.abort.abort(new ShuttingDown());
    await this.#running?.done;
  }

  /** Begins the oldest backtest that nobody runs, where this node has none. */
  async look(): Promise<void> {
    if (this.#running || this.#isLooking || !this.database.ready) return;
    this.#isLooking = true;
    try {
      const order = await this.store.take();
      if (order) this.#start(order);
    } catch (error) {
      this.#logger.debug(`It could not be seen whether there are backtests to run: ${reasonOf(error)}`);
    }
    this.#isLooking = false;
  }

  /** Stops a backtest at once, where this node runs it. */
  stop(id: number): void {
    if (this.#running?.id === id) this.#running.abort.abort(new Cancelled());
  }

  #start(order: BacktestOrder): void {
    const abort = new AbortController();
    const done = this.#run(order, abort).finally(() => {
      this.#running = undefined;
    });
    this.#running = { id: order.id, abort, done };
  }

  async #run(order: BacktestOrder, abort: AbortController): Promise<void> {
    const progress = { done: 0, total: 0 };
    const timer = setInterval(() => void this.#beat(order, progress, abort), BEAT_MS);
    try {
      const report = await replayInThread(
        { ...order, databaseUrl: this.#databaseUrl, ...this.#known() },
        (done, total) => Object.assign(progress, { done, total }),
        abort.signal,
      );
      await this.store.finish(order, report, ratesOf(order, report));
      this.#logger.log(`Backtest ${order.id}: ${report.messages} messages in ${report.seconds} s.`);
    } catch (error) {
      await this.#giveUp(order, error).catch((second: unknown) => {
        this.#logger.error(`Backtest ${order.id} could not be closed: ${reasonOf(second)}`);
      });
    } finally {
      clearInterval(timer);
    }
  }

  async #giveUp(order: BacktestOrder, error: unknown): Promise<void> {
    if (error instanceof Cancelled) return;
    if (error instanceof ShuttingDown) return this.store.giveBack(order);
    this.#logger.error(`Backtest ${order.id} failed: ${reasonOf(error)}`);
    await this.store.fail(order, reasonOf(error));
  }

  async #beat(
    order: BacktestOrder,
    { done, total }: { done: number; total: number },
    abort: AbortController,
  ): Promise<void> {
    try {
      if (!(await this.store.beat(order, done, total))) abort.abort(new Cancelled());
    } catch {
      // While PostgreSQL is away the replay fails by itself.
    }
  }

  /** What a thread has to know of this process. */
  #known(): Pick<ReplayOrder, 'surroundings' | 'platforms' | 'commands'> {
    const platforms = [...this.table.platforms].map(
      ({ name, codeRanges, plainRejectionCode, canDiscard, cannotReject, messageMember }) => ({
        name,
        codeRanges,
        plainRejectionCode,
        canDiscard,
        cannotReject,
        messageMember,
      }),
    );
    const commands = [...this.table.commands()].map((command): [string, CommandCapabilities] => {
      const { platform, name, codes, plainRejectionCode, rejectsTargets } = command;
      return [commandKey(platform.name, name), { codes, plainRejectionCode, rejectsTargets }];
    });
    return { surroundings: this.registry.surroundings([]), platforms, commands: new Map(commands) };
  }
}

function ratesOf({ candidate }: BacktestOrder, report: BacktestReport): Map<string, number> {
  return new Map(candidate.rules.map((rule, at) => [fingerprintOf(rule), report.rules[at]!.perMinute]));
}
