import type { Callback } from '../callback.js';

/**
 * Accepts or refuses the caller of a command. The pipeline asks the guard before it reads the body.
 *
 * @example
 * @Injectable()
 * export class AcmeGuard implements CallbackGuard {
 *   check({ headers }: Callback): void {
 *     if (headers['x-acme-key'] !== 'our key') throw new UnauthenticatedCallerException('it has no key');
 *   }
 * }
 */
export interface CallbackGuard {
  /** @throws UnauthenticatedCallerException if the caller is not one of ours; its message is logged */
  check(callback: Callback): void;
}
