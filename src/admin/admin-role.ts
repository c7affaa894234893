import { Reflector } from '@nestjs/core';

/** The roles, most powerful first. Each role may do everything that the later roles may do. */
export const ADMIN_ROLES = ['admin', 'editor', 'moderator', 'viewer'] as const;

/** `viewer` reads; `moderator` mutes and reviews; `editor` changes everything except keys; `admin` changes keys too. */
export type AdminRole = (typeof ADMIN_ROLES)[number];

/**
 * The role that a controller or a method requires. Without it GET and HEAD require `viewer`, and all other methods
 * `editor`.
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
