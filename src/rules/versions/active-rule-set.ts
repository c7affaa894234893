import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CodeRange } from '../../pipeline/commands/callback-platform.js';
import { ANY_COMMAND } from '../../pipeline/commands/command.js';
import { CommandTable } from '../../pipeline/commands/command-table.js';
import { Database, reasonOf } from '../../database/database.js';
import type { ListSource } from '../../keywords/keyword.js';
import { KeywordLists } from '../../keywords/keyword-lists.js';
import type { Replica } from '../../replica/replica.js';
import { Replicas } from '../../replica/replicas.js';
import type { SnapshotSource } from '../../replica/snapshots.js';
import { KeywordListStore } from '../../keywords/keyword-list.store.js';
import { RuleSet, type RuleSurroundings } from '../engine/rule-set.js';
import { RULES_TOPIC, RuleSetStore } from './rule-set.store.js';
import { vendorFactsByName, type VendorFactsByName } from '../engine/vendor-facts.js';
import type { CommandRanges } from '../engine/rule-check.js';
import type { Rule } from '../engine/rule.js';

/** The one row of the replica. */
const ACTIVE = 'active';
/** How often the node looks which version is active, in case the change feed lost a change. */
const POLL_MS = 1_000;

/** A version with its keyword lists. */
export interface WholeVersion {
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly lists: readonly ListSource[];
}

/** The compiled rules and lists of one version. */
export interface CompiledVersion {
  readonly rules: RuleSet;
  readonly keywords: KeywordLists;
  readonly vendors: VendorFactsByName;
}

/** The active version, with what evaluates it. */
interface ActiveVersion {
  readonly whole: WholeVersion;
  readonly compiled: CompiledVersion;
}

const NONE: WholeVersion = { version: 0, rules: [], lists: [] };

/** The active rule set, compiled. A change on any node arrives within two seconds. */
@Injectable()
export class ActiveRuleSet implements OnModuleInit, OnApplicationShutdown, SnapshotSource {
  readonly name = 'rules';
  /** Whether a policy uses the rules: a host may list other policies. */
  isAsked = false;
  readonly #logger = new Logger(ActiveRuleSet.name);
  readonly #replica: Replica<ActiveVersion>;
  /** Overlapping reads of one version share its compilation. */
  #compiling: { readonly version: number; readonly active: Promise<ActiveVersion> } | undefined;
  #announced = 0;
  #timer: NodeJS.Timeout | undefined;
  #restored: WholeVersion = NONE;

  constructor(
    private readonly store: RuleSetStore,
    private readonly lists: KeywordListStore,
    private readonly database: Database,
    replicas: Replicas,
    private readonly table: CommandTable,
  ) {
    this.#replica = replicas.create({
      topic: RULES_TOPIC,
      snapshot: this,
      readAll: () => this.#readAll(),
      onRead: () => this.#announce(),
    });
  }

  /** Undefined: no version was ever activated. */
  get current(): CompiledVersion | undefined {
    return this.#replica.get(ACTIVE)?.compiled;
  }

  get rules(): readonly Rule[] {
    return this.#whole.rules;
  }

  async onModuleInit(): Promise<void> {
    await this.#replica.start();
    this.#timer = setInterval(() => void this.#poll(), POLL_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  *lines(): Iterable<string> {
    const { version, rules, lists } = this.#whole;
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

  async finishRestore(): Promise<void> {
    if (this.#restored.version > 0) this.#replica.restoreRow(ACTIVE, await this.#compile(this.#restored));
    this.#restored = NONE;
  }

  /** Looks which version is active, and compiles it if it is another one than before. */
  refresh(): Promise<void> {
    return this.#replica.refresh();
  }

  /** The codes and lists that rules may name. @param lists the names of the keyword lists */
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

  /** Compiles a version without activating it. @throws RuleSetError if it is not valid */
  async prepare(version: WholeVersion): Promise<CompiledVersion> {
    const surroundings = this.surroundings(version.lists.map(({ name }) => name));
    const [keywords, rules] = await Promise.all([
      KeywordLists.build(version.lists, this.current?.keywords),
      RuleSet.compile(version.rules, surroundings, version.version),
    ]);
    return { keywords, rules, vendors: vendorFactsByName(this.table.platforms) };
  }

  get #whole(): WholeVersion {
    return this.#replica.get(ACTIVE)?.whole ?? NONE;
  }

  async *#readAll(): AsyncGenerator<Iterable<[string, ActiveVersion]>> {
    const version = await this.store.active();
    const known = this.#replica.get(ACTIVE);
    const isKnown = version === undefined || version === known?.whole.version;
    const active = isKnown ? known : await this.#activeVersion(version);
    yield active ? [[ACTIVE, active]] : [];
  }

  #activeVersion(version: number): Promise<ActiveVersion> {
    if (this.#compiling?.version !== version) {
      const compiling = { version, active: this.#read(version) };
      this.#compiling = compiling;
      const forget = (): void => {
        if (this.#compiling === compiling) this.#compiling = undefined;
      };
      compiling.active.then(forget, forget);
    }
    return this.#compiling.active;
  }

  async #read(version: number): Promise<ActiveVersion> {
    const found = (await this.store.find(version))!;
    return this.#compile({ ...found, lists: await this.lists.load(found.lists) });
  }

  async #compile(whole: WholeVersion): Promise<ActiveVersion> {
    return { whole, compiled: await this.prepare(whole) };
  }

  #announce(): void {
    const { version, rules } = this.#whole;
    if (version === this.#announced) return;
    this.#announced = version;
    this.#logger.log(`Version ${version} of the rules is active: ${rules.length} rules.`);
    if (!this.isAsked && rules.length > 0)
      this.#logger.warn('No policy uses the rules: RulePolicy is not among the policies of PresendModule.');
  }

  async #poll(): Promise<void> {
    if (!this.database.ready) return;
    try {
      if ((await this.store.active()) !== (this.#whole.version || undefined)) await this.refresh();
    } catch (error) {
      this.#logger.debug(`Cannot look which rules are active: ${reasonOf(error)}`);
    }
  }
}
