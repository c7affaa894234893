import { type BeforeApplicationShutdown, Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExtensionRegistry } from '../resilience/extension-registry.js';
import { ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { Redis } from '../redis/redis.js';
import { Snapshots } from '../replica/snapshots.js';

interface Readiness {
  readonly status: 'ok' | 'degraded' | 'stopping';
  readonly database: 'up' | 'down';
  /** `down`: this node does not receive the changes of other nodes now. */
  readonly changeFeed: 'up' | 'down';
  /** Absent if REDIS_URL is not set. */
  readonly redis?: 'up' | 'down';
  /** By table: when the snapshot was written that the node works with. Absent if all data comes from PostgreSQL. */
  readonly snapshot?: Readonly<Record<string, string>>;
  /** The policies and enrichers that failed too often: Presend does not ask them now. */
  readonly breakers: Readonly<Record<string, string>>;
}

/** Liveness and readiness, for load balancers and for the person on call. */
@ApiTags('health')
@Controller()
export class HealthController implements BeforeApplicationShutdown {
  #stopping = false;

  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
    private readonly extensions: ExtensionRegistry,
    private readonly redis: Redis,
    private readonly snapshots: Snapshots,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The node answers webhooks, also without its database; the body says so. 503 while the node stops. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: { status(code: number): unknown }): Promise<Readiness> {
    const database = (await this.database.ping()) ? 'up' : 'down';
    const changeFeed = this.feed.listening ? 'up' : 'down';
    if (this.#stopping) response.status(503);
    const breakers = this.extensions.openBreakers;
    const redis = this.redis.isConfigured ? (this.redis.isUnavailable ? 'down' : 'up') : undefined;
    const isHealthy =
      database === 'up' && changeFeed === 'up' && redis !== 'down' && Object.keys(breakers).length === 0;
    const status = this.#stopping ? 'stopping' : isHealthy ? 'ok' : 'degraded';
    const { restoredAt } = this.snapshots;
    const snapshot = Object.keys(restoredAt).length > 0 ? restoredAt : undefined;
    return { status, database, changeFeed, redis, snapshot, breakers };
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
  }
}
