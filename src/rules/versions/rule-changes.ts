import { ConflictException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Precondition } from '../../admin/precondition.js';
import { Database } from '../../database/database.js';
import { etagOf } from './rule-etag.js';
import { RuleOptions } from './rule-options.js';
import { ActiveRuleSet } from './active-rule-set.js';
import type { Changed } from './rule-set-items.js';
import { RuleSetStore, type RuleSetVersion } from './rule-set.store.js';
import { RuleSet } from '../engine/rule-set.js';
import type { Rule } from '../engine/rule.js';

/** Any number, the same on every node: the holder of the lock makes the next version. */
const RULES_LOCK = 7_293_004;
/** The author of the changes that Presend makes by itself. No key has this name. */
const ITSELF = 'presend';

/** The author of a change and the reason. */
export interface ChangeNote {
  readonly author: string;
  readonly reason: string;
  /** The newest version that the author knows, by its ETag. Left out: any. */
  readonly basedOn?: Precondition;
  /** False: the version waits to be activated. */
  readonly activate?: boolean;
}

type Content = Pick<RuleSetVersion, 'rules' | 'lists'>;

/** Makes versions of the rule set, one after another, and activates them. Each change is one transaction. */
@Injectable()
export class RuleChanges {
  constructor(
    private readonly store: RuleSetStore,
    private readonly registry: ActiveRuleSet,
    private readonly database: Database,
    @Inject(RuleOptions) private readonly options: RuleOptions,
  ) {}

  /**
   * Makes the next version from the newest one.
   *
   * @throws RuleSetError if the new version has faults
   * @throws PreconditionFailedException if another caller was quicker
   */
  async change(
    note: ChangeNote,
    edit: (content: Content, client: PoolClient) => Promise<Content> | Content,
  ): Promise<Changed> {
    const changed = await this.database.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [RULES_LOCK]);
      const newest = await this.store.find(undefined, client);
      note.basedOn?.assertMatch(etagOf(newest?.version ?? 0));
      const { rules, lists } = await edit(newest ?? { rules: [], lists: {} }, client);
      await RuleSet.compile(rules, this.registry.surroundings(Object.keys(lists)));
      const { author, reason } = note;
      const version = await this.store.add(client, {
        parent: newest?.version ?? null,
        rules,
        lists,
        author,
        reason,
      });
      const active = (note.activate ?? true) && !this.options.rulesNeedApproval;
      if (active) await this.store.activate(client, version, author, reason);
      return { version, active };
    });
    if (changed.active) await this.registry.refresh();
    return changed;
  }

  /**
   * Activates any version, an older one too.
   *
   * @throws PreconditionFailedException if the active version is not the one that the caller knows
   */
  async activate(
    version: number,
    by: string,
    reason: string,
    precondition = Precondition.NONE,
  ): Promise<void> {
    await this.database.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [RULES_LOCK]);
      const active = precondition.isConditional ? await this.store.active(client) : undefined;
      precondition.assertMatch(active === undefined ? undefined : etagOf(active));
      await this.#assertKnown(version, client);
      if (this.options.rulesNeedApproval && !(await this.store.isApproved(client, version))) {
        throw new ConflictException(
          `Version ${version} needs the approval of another key than its author's: POST /api/v1/rule-sets/${version}/approve.`,
        );
      }
      await this.store.activate(client, version, by, reason);
    });
    await this.registry.refresh();
  }

  /**
   * Demotes a live rule of the active version to shadow, at once and without approval.
   *
   * @returns the new version; undefined if another node was quicker
   */
  async demoteToShadow(
    name: string,
    { hits, limit }: { hits: number; limit: number },
  ): Promise<number | undefined> {
    const version = await this.database.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [RULES_LOCK]);
      const active = await this.store.active();
      const current = active === undefined ? undefined : await this.store.find(active, client);
      const rule = current?.rules.find((candidate) => candidate.name === name);
      if (!current || rule?.state !== 'live') return undefined;
      const reason = `${name} hit ${hits} times within 60 s, more than ${limit}: demoted to shadow`;
      const { version: parent, lists } = current;
      const rules = withRule(current.rules, { ...rule, state: 'shadow' });
      const next = await this.store.add(client, { parent, rules, lists, author: ITSELF, reason });
      await client.query('INSERT INTO incident (rule, version, hits, hit_limit) VALUES ($1, $2, $3, $4)', [
        name,
        parent,
        hits,
        limit,
      ]);
      await this.store.activate(client, next, ITSELF, reason);
      return next;
    });
    if (version !== undefined) await this.registry.refresh();
    return version;
  }

  /** Approves a version of another author. */
  async approve(version: number, by: string): Promise<void> {
    await this.database.transaction(async (client) => {
      const { author } = await this.#assertKnown(version, client);
      if (author === by) {
        throw new ConflictException(`'${by}' made version ${version}: another key has to approve it.`);
      }
      await this.store.approve(client, version, by);
    });
  }

  async #assertKnown(version: number, client: PoolClient): Promise<RuleSetVersion> {
    const found = await this.store.find(version, client);
    if (!found)
      throw new NotFoundException(`There is no version ${version}: GET /api/v1/rule-sets lists them.`);
    return found;
  }
}

/** The rules with one of them replaced where it stands, or added at the end. */
export function withRule(rules: readonly Rule[], rule: Rule): Rule[] {
  const at = rules.findIndex(({ name }) => name === rule.name);
  return at < 0 ? [...rules, rule] : rules.with(at, rule);
}
