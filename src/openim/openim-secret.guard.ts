import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Callback } from '../pipeline/callback.js';
import { UnauthenticatedCallerException } from '../pipeline/callback.exceptions.js';
import type { CallbackRequest } from '../http/callback-request.js';
import { OpenimOptions } from './openim-options.js';
import { segmentsOf } from './openim-path.js';

/** Lets in callbacks whose url holds one of our secrets: open-source OpenIM has no signature. */
@Injectable()
export class OpenimSecretGuard implements CanActivate {
  readonly #digests: readonly Buffer[];

  constructor(@Inject(OpenimOptions) options: Pick<OpenimOptions, 'openimSecrets'>) {
    this.#digests = options.openimSecrets.map(digest);
  }

  canActivate(context: ExecutionContext): boolean {
    const { callback } = context.switchToHttp().getRequest<CallbackRequest>();
    this.check(callback!);
    return true;
  }

  /** @throws UnauthenticatedCallerException */
  check({ path }: Callback): void {
    const given = digest(segmentsOf(path).secret);
    let found = false;
    // All are compared, whatever the first ones say: the time that it takes tells nothing.
    for (const wanted of this.#digests) if (timingSafeEqual(given, wanted)) found = true;
    if (!found) throw new UnauthenticatedCallerException('its url holds none of OPENIM_SECRETS');
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
