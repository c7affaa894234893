import { Reflector } from '@nestjs/core';

/** From the one that may do everything down; each may do what those after it may. */
export const ADMIN_ROLES = ['admin', 'editor', 'moderator', 'viewer'] as const;

/** `viewer` reads, `moderator` mutes and reviews, `editor` changes everything but keys, `admin` keys too. */
export type AdminRole = (typeof ADMIN_ROLES)[number];

/**
 * The role that a controller, or one of its methods, asks for. Without it reading asks for `viewer` and
 * anything else for `editor`.
 *
 * @example
 * @AdminController('api-keys')
 * @NeedsRole('admin')
 * export class AdminKeysController {}
 */
export const NeedsRole = Reflector.createDecorator<AdminRole>();

export function suffices(role: AdminRole, needed: AdminRole): boolean {
  return ADMIN_ROLES.indexOf(role) <= ADMIN_ROLES.indexOf(needed);
}
