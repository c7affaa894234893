import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { DATA_SOURCE } from '../../database/database-options.js';
import { Database } from '../../database/database.js';
import { ChangeFeed } from '../../replica/change-feed.js';
import type { Replica } from '../../replica/replica.js';
import { Replicas } from '../../replica/replicas.js';
import type { NewAdminKey } from './admin-key-item.js';
import { AdminKey } from './admin-key.entity.js';
import { AdminOptions } from '../admin-options.js';
import type { KeyHolder } from '../admin-request.js';

const TOPIC = 'admin-key';
/** People and scanners for leaked secrets recognise a key by its prefix. */
const PREFIX = 'psk_';
const KEY_BYTES = 32;
/** The holder of ADMIN_API_KEY. Its name signs changes, so no stored key may have it. */
const CONFIGURED: KeyHolder = { name: 'ADMIN_API_KEY', role: 'admin' };

/**
 * All keys of the admin API, in memory: they stay valid while PostgreSQL is away. A change on any node arrives within
 * milliseconds.
 */
@Injectable()
export class AdminKeyRegistry implements OnModuleInit {
  readonly #configured: Buffer | undefined;
  /** By digest (base64), oldest first. */
  readonly #replica: Replica<AdminKey>;

  constructor(
    @Inject(AdminOptions) { adminApiKey }: AdminOptions,
    @InjectDataSource(DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly database: Database,
    private readonly feed: ChangeFeed,
    replicas: Replicas,
  ) {
    this.#configured = adminApiKey ? digestOf(adminApiKey) : undefined;
    this.#replica = replicas.create({ topic: TOPIC, readAll: () => this.#readAll() });
  }

  onModuleInit(): Promise<void> {
    return this.#replica.start();
  }

  /**
   * The holder of a key at `now`, in milliseconds since 1970; undefined: the key is not valid.
   *
   * Only digests are compared. A Map look-up may take longer if more of a digest is right. That tells nothing about the
   * key: a caller with a whole digest would still have to find its input.
   */
  identify(key: string, now = Date.now()): KeyHolder | undefined {
    const digest = digestOf(key);
    if (this.#configured && timingSafeEqual(digest, this.#configured)) return CONFIGURED;
    const found = this.#replica.get(digest.toString('base64'));
    if (!found || found.revokedAt || (found.expiresAt && found.expiresAt.getTime() <= now)) return undefined;
    return found;
  }

  /** The stored keys, revoked ones included, oldest first. */
  get all(): readonly AdminKey[] {
    return Array.from(this.#replica.entries(), ([, key]) => key);
  }

  /** Makes a key. It is valid on this node when the promise is fulfilled. @returns undefined if the name is taken */
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
    await this.#replica.refresh();
    return { id, name, role, key, createdAt, createdBy, expiresAt, revokedAt: null };
  }

  /** Revokes a key. @returns whether there was one */
  async remove(id: string): Promise<boolean> {
    const removed = await this.database.transaction(async (client) => {
      const { rowCount } = await client.query(
        'UPDATE admin_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL',
        [id],
      );
      if (rowCount === 1) await this.feed.publish(client, { topic: TOPIC, everything: true });
      return rowCount === 1;
    });
    if (removed) await this.#replica.refresh();
    return removed;
  }

  async *#readAll(): AsyncGenerator<Iterable<[string, AdminKey]>> {
    const keys = await this.dataSource
      .getRepository(AdminKey)
      .find({ order: { createdAt: 'ASC', id: 'ASC' } });
    yield keys.map((key) => [key.keyHash.toString('base64'), key]);
  }
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
