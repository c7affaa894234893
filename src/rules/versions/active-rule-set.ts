import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CodeRange } from '../../pipeline/commands/callback-platform.js';
import { ANY_COMMAND } from '../../pipeline/commands/command.js';
import { CommandTable } from '../../pipeline/commands/command-table.js';
import { ChangeFeed } from '../../replica/change-feed.js';
import { Database, reasonOf } from '../../database/database.js';
import type { ListSource } from '../../keywords/keyword.js';
import { KeywordLists } from '../../keywords/keyword-lists.js';
import { Snapshots, type SnapshotSource } from '../../replica/snapshots.js';
import { KeywordListStore } from '../../keywords/keyword-list.store.js';
import { RuleSet, type RuleSurroundings } from '../engine/rule-set.js';
import { RULES_TOPIC, RuleSetStore } from './rule-set.store.js';
import type { CommandRanges } from '../engine/rule-check.js';
import type { Rule } from '../engine/rule.js';

const SNAPSHOT = 'rules';
const CHANGED_MS = 500;
/** What is not heard is seen: how often it is looked which version is in force. */
const POLL_MS = 1_000;

/** A version with the lists that it judges with. */
export interface WholeVersion {
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly lists: readonly ListSource[];
}

/** What judges, of one version. */
export interface Judges {
  readonly rules: RuleSet;
  readonly keywords: KeywordLists;
}

const NONE: WholeVersion = { version: 0, rules: [], lists: [] };

/** The rule set that is in force, compiled; a change on any node is here within two seconds. */
@Injectable()
export class ActiveRuleSet implements OnModuleInit, OnApplicationShutdown, SnapshotSource {
  readonly name = SNAPSHOT;
  /** Whether there is a policy that asks: a host may have listed others. */
  isAsked = false;
  readonly #logger = new Logger(ActiveRuleSet.name);
  #current: Judges | undefined;
  #inForce: WholeVersion = NONE;
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

  /** Undefined: no rules were ever put into force. */
  get current(): Judges | undefined {
    return this.#current;
  }

  get rules(): readonly Rule[] {
    return this.#inForce.rules;
  }

  async onModuleInit(): Promise<void> {
    if (!this.database.ready) {
      await this.snapshots.restore(SNAPSHOT);
      if (this.#restored.version > 0) await this.#putInForce(this.#restored);
    }
    await this.database.whenReady(() => this.refresh());
    this.#timer = setInterval(() => void this.#poll(), POLL_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  *lines(): Iterable<string> {
    const { version, rules, lists } = this.#inForce;
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

  /** Looks which version is in force, and compiles it where it is another one. */
  refresh(): Promise<void> {
    const done = this.#turn.then(() => this.#refresh());
    this.#turn = done.catch(() => {});
    return done;
  }

  async #refresh(): Promise<void> {
    const version = await this.store.active();
    if (version !== undefined && version !== this.#inForce.version) {
      const found = (await this.store.find(version))!;
      await this.#putInForce({ ...found, lists: await this.lists.load(found.lists) });
      this.#logger.log(`Version ${version} of the rules is in force: ${found.rules.length} rules.`);
      if (!this.isAsked && found.rules.length > 0)
        this.#logger.warn('Nobody asks the rules: RulePolicy is not among the policies of PresendModule.');
    }
    this.snapshots.isCurrent(SNAPSHOT);
    this.snapshots.due(SNAPSHOT, CHANGED_MS);
  }

  /** What rules are checked against. @param lists the names of the keyword lists */
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
    for (const { platform, name, kind, family, codes } of this.table.commands()) {
      if (kind === 'notice' || name === ANY_COMMAND) continue;
      const range = codes === undefined ? platform.codeRanges[family] : codes;
      const known = (ranges[name] ??= []);
      if (range && !known.some(([first, last]) => first === range[0] && last === range[1])) known.push(range);
    }
    return ranges;
  }

  /** Makes a version ready to judge, without putting it into force. @throws RuleSetError where it cannot */
  async prepare(version: WholeVersion): Promise<Judges> {
    const surroundings = this.surroundings(version.lists.map(({ name }) => name));
    const [keywords, rules] = await Promise.all([
      KeywordLists.build(version.lists, this.#current?.keywords),
      RuleSet.compile(version.rules, surroundings, version.version),
    ]);
    return { keywords, rules };
  }

  async #putInForce(version: WholeVersion): Promise<void> {
    this.#current = await this.prepare(version);
    this.#inForce = version;
  }

  async #poll(): Promise<void> {
    if (!this.database.ready) return;
    try {
      if ((await this.store.active()) !== (this.#inForce.version || undefined)) await this.refresh();
    } catch (error) {
      this.#logger.debug(`It could not be seen which rules are in force: ${reasonOf(error)}`);
    }
  }
}
