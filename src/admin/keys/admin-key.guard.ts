import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AdminKeyRegistry } from './admin-key-registry.js';
import { AdminLimits } from '../admin-limits.js';
import type { AdminRequest } from '../admin-request.js';
import { NeedsRole, suffices } from '../admin-role.js';

const READING = new Set(['GET', 'HEAD']);

/** Lets a call in if its key has the needed role: `Authorization: Bearer <key>`. */
@Injectable()
export class AdminKeyGuard implements CanActivate {
  constructor(
    private readonly keys: AdminKeyRegistry,
    private readonly limits: AdminLimits,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AdminRequest>();
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const holder = this.keys.identify(key);
    if (!holder) {
      await this.limits.takeWrongKey(request.socket.remoteAddress ?? '');
      throw new UnauthorizedException(
        'Send a key of this Presend: Authorization: Bearer <key>, ADMIN_API_KEY or one made with it.',
      );
    }
    await this.limits.takeCall();
    const { name, role } = holder;
    const asked = this.reflector.getAllAndOverride(NeedsRole, [context.getHandler(), context.getClass()]);
    const needed = asked ?? (READING.has(request.method) ? 'viewer' : 'editor');
    if (!suffices(role, needed))
      throw new ForbiddenException(
        `This call needs a key with the role ${needed}: '${name}' has the role ${role}.`,
      );
    request.adminKey = { name, role };
    return true;
  }
}
