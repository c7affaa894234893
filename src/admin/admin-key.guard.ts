import {
  type CanActivate,
  type ExecutionContext,
  HttpException,
  HttpStatus,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { AdminOptions } from './admin-options.js';

/** Calls that somebody with a key may make, a node. */
const CALLS_PER_SECOND = 1_000;
/** Wrong keys that an address may try, a node; then it waits for the minute to end. */
const WRONG_KEYS_PER_MINUTE = 60;

/** Lets in who shows an admin key: `Authorization: Bearer <key>`. */
@Injectable()
export class AdminKeyGuard implements CanActivate {
  readonly #digest: Buffer | undefined;
  readonly #calls = new RateLimiterMemory({ points: CALLS_PER_SECOND, duration: 1 });
  readonly #wrongKeys = new RateLimiterMemory({ points: WRONG_KEYS_PER_MINUTE, duration: 60 });

  constructor(@Inject(AdminOptions) { adminApiKey }: AdminOptions) {
    this.#digest = adminApiKey ? digest(adminApiKey) : undefined;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers, socket } = context.switchToHttp().getRequest<Request>();
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    if (!this.#digest || !timingSafeEqual(digest(key), this.#digest)) {
      await take(this.#wrongKeys, socket.remoteAddress ?? '');
      throw new UnauthorizedException('Send a key of this Presend: Authorization: Bearer <ADMIN_API_KEY>.');
    }
    await take(this.#calls, 'all');
    return true;
  }
}

/** @throws HttpException 429, where nothing is left */
async function take(limiter: RateLimiterMemory, who: string): Promise<void> {
  try {
    await limiter.consume(who);
  } catch {
    throw new HttpException('Too many calls: try again in a moment.', HttpStatus.TOO_MANY_REQUESTS);
  }
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
