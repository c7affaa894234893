import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AdminLimits } from './admin-limits.service.js';
import { AdminOptions } from './admin-options.js';

/** Lets in who shows an admin key: `Authorization: Bearer <key>`. */
@Injectable()
export class AdminKeyGuard implements CanActivate {
  readonly #digest: Buffer | undefined;

  constructor(
    @Inject(AdminOptions) { adminApiKey }: AdminOptions,
    private readonly limits: AdminLimits,
  ) {
    this.#digest = adminApiKey ? digest(adminApiKey) : undefined;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers, socket } = context.switchToHttp().getRequest<Request>();
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    if (!this.#digest || !timingSafeEqual(digest(key), this.#digest)) {
      await this.limits.takeWrongKey(socket.remoteAddress ?? '');
      throw new UnauthorizedException('Send a key of this Presend: Authorization: Bearer <ADMIN_API_KEY>.');
    }
    await this.limits.takeCall();
    return true;
  }
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
