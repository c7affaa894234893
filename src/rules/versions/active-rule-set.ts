import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CodeRange } from '../../pipeline/callback-platform.js';
import { ANY_COMMAND } from '../../pipeline/callback-route.js';
import { CommandTable } from '../../pipeline/command-table.js';
import { ChangeFeed } from '../../replica/change-feed.js';
import { Database, reasonOf } from '../../database/database.js';
import type { ListSource } from '../../keywords/keyword.js';
import { KeywordLists } from '../../keywords/keyword-lists.js';
import { Snapshots, type SnapshotSource } from '../../replica/snapshots.js';
import { KeywordListStore } from '../../keywords/keyword-list.store.js';
import { RuleSet, type RuleSurroundings } from '../engine/rule-set.js';
import { RULES_TOPIC, RuleSetStore } from './rule-set.store.js';
import { vendorFactsByName, type VendorFactsByName } from '../engine/vendor-facts.js';
import type { CommandRanges } from '../engine/rule-check.js';
import type { Rule } from '../engine/rule.js';

const SNAPSHOT = 'rules';
const CHANGED_MS = 500;
/** A missed notification is made up for by a poll of the active version. */
const POLL_MS = 1_000;

/** A version with its keyword lists. */
export interface WholeVersion {
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly lists: readonly ListSource[];
}

/** A version that is ready to evaluate messages. */
export interface CompiledVersion {
  readonly rules: RuleSet;
  readonly keywords: KeywordLists;
  readonly vendors: VendorFactsByName;
}

const NONE: WholeVersion = { version: 0, rules: [], lists: [] };

/** The active rule set, compiled. A change on any node arrives here within two seconds. */
@Injectable()
export class ActiveRuleSet implements OnModuleInit, OnApplicationShutdown, SnapshotSource {
  readonly name = SNAPSHOT;
  /** Whether a policy evaluates the rules: a host may have listed other policies. */
  isAsked = false;
  readonly #logger = new Logger(ActiveRuleSet.name);
  #current: CompiledVersion | undefined;
  #active: WholeVersion = NONE;
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #restored: WholeVersion = NONE;

  constructor(
    private readonly store: RuleSetStore,
    private readonly lists: KeywordListStore,
    private readonly database: Database,
    feed: ChangeFeed,
    private readonly snapshots: Snapshots,
    private readonly table: CommandTable,
  ) {
    snapshots.keep(this);
    feed.on(RULES_TOPIC, () => this.refresh());
  }

  /** Undefined: no version was ever activated. */
  get current(): CompiledVersion | undefined {
    return this.#current;
  }

  get rules(): readonly Rule[] {
    return this.#active.rules;
  }

  async onModuleInit(): Promise<void> {
    if (!this.database.ready) {
      await this.snapshots.restore(SNAPSHOT);
      if (this.#restored.version > 0) await this.#activate(this.#restored);
    }
    await this.database.whenReady(() => this.refresh());
    this.#timer = setInterval(() => void this.#poll(), POLL_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  *lines(): Iterable<string> {
    const { version, rules, lists } = this.#active;
    if (version === 0) return;
    yield JSON.stringify({ version, rules });
    for (const list of lists) yield JSON.stringify({ list });
  }

  restore(line: string): void {
    const part = JSON.parse(line) as Partial<WholeVersion> & { list?: ListSource };
    const { list } = part;
    this.#restored = list
      ? { ...this.#restored, lists: [...this.#restored.lists, list] }
      : { ...NONE, version: part.version!, rules: part.rules! };
  }

  /** Reads which version is active, and compiles it if it has changed. */
  refresh(): Promise<void> {
    const done = this.#turn.then(() => this.#refresh());
    this.#turn = done.catch(() => {});
    return done;
  }

  async #refresh(): Promise<void> {
    const version = await this.store.active();
    if (version !== undefined && version !== this.#active.version) {
      const found = (await this.store.find(version))!;
      await this.#activate({ ...found, lists: await this.lists.load(found.lists) });
      this.#logger.log(`Version ${version} of the rules is active: ${found.rules.length} rules.`);
      if (!this.isAsked && found.rules.length > 0)
        this.#logger.warn('Nobody asks the rules: RulePolicy is not among the policies of PresendModule.');
    }
    this.snapshots.isCurrent(SNAPSHOT);
    this.snapshots.due(SNAPSHOT, CHANGED_MS);
  }

  /** The environment that rules are checked against. @param lists the names of the keyword lists */
  surroundings(lists: readonly string[]): RuleSurroundings {
    const ranges = [...this.table.platforms].flatMap(({ codeRanges }) => Object.entries(codeRanges));
    return {
      codeRanges: Object.fromEntries(ranges),
      commandRanges: this.#commandRanges(),
      lists: new Set(lists),
    };
  }

  #commandRanges(): CommandRanges {
    const ranges: Record<string, CodeRange[]> = {};
    for (const { platform, route } of this.table.commands()) {
      if (route.kind === 'notice' || route.command === ANY_COMMAND) continue;
      const range = route.codes === undefined ? platform.codeRanges[route.family] : route.codes;
      const known = (ranges[route.command] ??= []);
      if (range && !known.some(([first, last]) => first === range[0] && last === range[1])) known.push(range);
    }
    return ranges;
  }

  /** Compiles a version without activating it. @throws RuleSetError if it has faults */
  async prepare(version: WholeVersion): Promise<CompiledVersion> {
    const surroundings = this.surroundings(version.lists.map(({ name }) => name));
    const [keywords, rules] = await Promise.all([
      KeywordLists.build(version.lists, this.#current?.keywords),
      RuleSet.compile(version.rules, surroundings, version.version),
    ]);
    return { keywords, rules, vendors: vendorFactsByName(this.table.platforms) };
  }

  async #activate(version: WholeVersion): Promise<void> {
    this.#current = await this.prepare(version);
    this.#active = version;
  }

  async #poll(): Promise<void> {
    if (!this.database.ready) return;
    try {
      if ((await this.store.active()) !== (this.#active.version || undefined)) await this.refresh();
    } catch (error) {
      this.#logger.debug(`The active version of the rules could not be read: ${reasonOf(error)}`);
    }
  }
}
