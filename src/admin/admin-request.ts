import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { AdminRole } from './admin-role.js';

/** Who calls: a key's name, never the key. */
export interface KeyHolder {
  readonly name: string;
  readonly role: AdminRole;
}

/** A request that the guard has let in: `adminKey` is there. */
export interface AdminRequest extends Request {
  adminKey?: KeyHolder;
}

/**
 * Gives a controller's method the {@link KeyHolder} who calls it.
 *
 * @example
 * put(@CurrentAdminKey() { name }: KeyHolder) {}
 */
export const CurrentAdminKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<AdminRequest>().adminKey,
);
