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
  /** `down`: changes on other nodes are not heard of just now. */
  readonly changeFeed: 'up' | 'down';
  /** Absent where no REDIS_URL is set. */
  readonly redis?: 'up' | 'down';
  /** What is known from a snapshot on disk only, and of when; absent where everything comes from PostgreSQL. */
  readonly snapshot?: Readonly<Record<string, string>>;
  /** Policies and enrichers that fail and are not asked just now. */
  readonly breakers: Readonly<Record<string, string>>;
}

/** For load balancers and those who are called at night. */
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

  /** The node answers callbacks; without its database it does too, and says so. 503 while it stops. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: { status(code: number): unknown }): Promise<Readiness> {
    const database = (await this.database.ping()) ? 'up' : 'down';
    const changeFeed = this.feed.listening ? 'up' : 'down';
    if (this.#stopping) response.status(503);
    const breakers = this.extensions.openBreakers;
    const redis = this.redis.isConfigured ? (this.redis.isUnavailable ? 'down' : 'up') : undefined;
    const isWell =
      database === 'up' && changeFeed === 'up' && redis !== 'down' && Object.keys(breakers).length === 0;
    const status = this.#stopping ? 'stopping' : isWell ? 'ok' : 'degraded';
    const { restoredAt } = this.snapshots;
    const snapshot = Object.keys(restoredAt).length > 0 ? restoredAt : undefined;
    return { status, database, changeFeed, redis, snapshot, breakers };
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
  }
}
