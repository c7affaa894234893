import { type BeforeApplicationShutdown, Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ChangeFeed } from '../database/change-feed.service.js';
import { Database } from '../database/database.service.js';

interface Readiness {
  readonly status: 'ok' | 'degraded' | 'stopping';
  readonly database: 'up' | 'down';
  /** `down`: changes on other nodes are not heard of just now. */
  readonly changeFeed: 'up' | 'down';
}

/** For load balancers and those who are called at night. */
@ApiTags('health')
@Controller('health')
export class HealthController implements BeforeApplicationShutdown {
  #stopping = false;

  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The node answers callbacks; without its database it does too, and says so. 503 while it stops. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const database = (await this.database.ping()) ? 'up' : 'down';
    const changeFeed = this.feed.listening ? 'up' : 'down';
    if (this.#stopping) response.status(503);
    const isWell = database === 'up' && changeFeed === 'up';
    return { status: this.#stopping ? 'stopping' : isWell ? 'ok' : 'degraded', database, changeFeed };
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
  }
}
