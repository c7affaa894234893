import { Inject, Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Callback } from '../pipeline/callback.js';
import { UnauthenticatedCallerException } from '../pipeline/callback.exceptions.js';
import type { CallbackGuard } from '../pipeline/commands/callback-guard.js';
import { OpenimOptions } from './openim-options.js';
import { segmentsOf } from './openim-path.js';

/** Accepts callers whose url holds one of the configured secrets. OpenIM signs nothing. */
@Injectable()
export class OpenimSecretGuard implements CallbackGuard {
  readonly #digests: readonly Buffer[];

  constructor(
    @Inject(OpenimOptions) private readonly options: Pick<OpenimOptions, 'openimSecrets' | 'openimPath'>,
  ) {
    this.#digests = options.openimSecrets.map(digest);
  }

  check({ path }: Callback): void {
    const given = digest(segmentsOf(path, this.options.openimPath).secret);
    let found = false;
    // The guard compares all secrets, so that its duration gives no hint.
    for (const wanted of this.#digests) if (timingSafeEqual(given, wanted)) found = true;
    if (!found) throw new UnauthenticatedCallerException('its url holds none of OPENIM_SECRETS');
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
