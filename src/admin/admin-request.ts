import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { AdminRole } from './admin-role.js';

/** The caller: the name and the role of its key, never the key. */
export interface KeyHolder {
  readonly name: string;
  readonly role: AdminRole;
}

/** A request; `adminKey` is set once the guard has accepted it. */
export interface AdminRequest extends Request {
  adminKey?: KeyHolder;
}

/**
 * Injects the {@link KeyHolder} that calls into a controller's method.
 *
 * @example
 * put(@CurrentAdminKey() { name }: KeyHolder) {}
 */
export const CurrentAdminKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<AdminRequest>().adminKey,
);
