import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AdminOptions } from './admin-options.js';

/** Lets in who shows an admin key: `Authorization: Bearer <key>`. */
@Injectable()
export class AdminKeyGuard implements CanActivate {
  readonly #digest: Buffer | undefined;

  constructor(@Inject(AdminOptions) { adminApiKey }: AdminOptions) {
    this.#digest = adminApiKey ? digest(adminApiKey) : undefined;
  }

  canActivate(context: ExecutionContext): boolean {
    const { authorization = '' } = context.switchToHttp().getRequest<IncomingMessage>().headers;
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (this.#digest && timingSafeEqual(digest(key), this.#digest)) return true;
    throw new UnauthorizedException('Send a key of this Presend: Authorization: Bearer <ADMIN_API_KEY>.');
  }
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
