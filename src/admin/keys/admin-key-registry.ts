import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ChangeFeed } from '../../replica/change-feed.js';
import { DATA_SOURCE } from '../../database/database-options.js';
import { Database } from '../../database/database.js';
import type { NewAdminKey } from './admin-key-item.js';
import { AdminKey } from './admin-key.entity.js';
import { AdminOptions } from '../admin-options.js';
import type { KeyHolder } from '../admin-request.js';

const TOPIC = 'admin-key';
/** Scanners of leaked secrets, and people, see at once what it is. */
const PREFIX = 'psk_';
const KEY_BYTES = 32;
/** What changes made with ADMIN_API_KEY are signed with: no stored key may have this name. */
const CONFIGURED: KeyHolder = { name: 'ADMIN_API_KEY', role: 'admin' };

/**
 * All keys of the admin API, in memory: they are valid while PostgreSQL is away, and a change on any node is
 * here within milliseconds.
 */
@Injectable()
export class AdminKeyRegistry implements OnModuleInit {
  readonly #configured: Buffer | undefined;
  #byDigest: ReadonlyMap<string, AdminKey> = new Map();
  #asked = 0;
  #known = 0;

  constructor(
    @Inject(AdminOptions) { adminApiKey }: AdminOptions,
    @InjectDataSource(DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {
    this.#configured = adminApiKey ? digestOf(adminApiKey) : undefined;
    feed.on(TOPIC, () => this.#refresh());
  }

  async onModuleInit(): Promise<void> {
    await this.database.whenReady(() => this.#refresh());
  }

  /**
   * Whose key this is; undefined: nobody's.
   *
   * Only digests are compared. The Map may take longer the more of a digest is right, but that tells nothing
   * of the key: who knew a whole digest would still have to find what it is the digest of.
   */
  identify(key: string, now = Date.now()): KeyHolder | undefined {
    const digest = digestOf(key);
    if (this.#configured && timingSafeEqual(digest, this.#configured)) return CONFIGURED;
    const found = this.#byDigest.get(digest.toString('base64'));
    if (!found || found.revokedAt || (found.expiresAt && found.expiresAt.getTime() <= now)) return undefined;
    return found;
  }

  /** The stored keys, oldest first, those that were taken back too. */
  get all(): readonly AdminKey[] {
    return [...this.#byDigest.values()];
  }

  /** Makes a key; undefined where the name is taken. Valid on this node when the promise is fulfilled. */
  async create(
    { name, role, expiresAt }: KeyHolder & Pick<AdminKey, 'expiresAt'>,
    createdBy: string,
  ): Promise<NewAdminKey | undefined> {
    if (name === CONFIGURED.name) return undefined;
    const id = randomUUID();
    const key = PREFIX + randomBytes(KEY_BYTES).toString('base64url');
    const createdAt = await this.database.transaction(async (client) => {
      const { rows } = await client.query<{ created_at: Date }>(
        `INSERT INTO admin_key (id, name, role, key_hash, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING RETURNING created_at`,
        [id, name, role, digestOf(key), createdBy, expiresAt],
      );
      if (rows[0]) await this.feed.publish(client, { topic: TOPIC, everything: true });
      return rows[0]?.created_at;
    });
    if (!createdAt) return undefined;
    await this.#refresh();
    return { id, name, role, key, createdAt, createdBy, expiresAt, revokedAt: null };
  }

  /** Takes a key back; tells whether there was one. */
  async remove(id: string): Promise<boolean> {
    const removed = await this.database.transaction(async (client) => {
      const { rowCount } = await client.query(
        'UPDATE admin_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL',
        [id],
      );
      if (rowCount === 1) await this.feed.publish(client, { topic: TOPIC, everything: true });
      return rowCount === 1;
    });
    if (removed) await this.#refresh();
    return removed;
  }

  async #refresh(): Promise<void> {
    const asked = ++this.#asked;
    const keys = await this.dataSource
      .getRepository(AdminKey)
      .find({ order: { createdAt: 'ASC', id: 'ASC' } });
    // An answer that was overtaken is older: a key that was taken back meanwhile must not return with it.
    if (asked < this.#known) return;
    this.#known = asked;
    this.#byDigest = new Map(keys.map((key) => [key.keyHash.toString('base64'), key]));
  }
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
