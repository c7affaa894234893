import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Callback } from '../pipeline/callback.js';
import { UnauthenticatedCallerException } from '../pipeline/callback.exceptions.js';
import type { CallbackRequest } from '../http/callback-request.js';
import { TencentOptions } from './tencent-options.js';
import { isSignedByOneOf } from './tencent-signature.js';

/**
 * Lets in callbacks of our own apps, signed where the app has tokens. Looks at the query alone; that the
 * body's command is the query's is checked where the body is parsed.
 */
@Injectable()
export class SdkAppidGuard implements CanActivate {
  readonly #apps: ReadonlySet<string>;

  constructor(@Inject(TencentOptions) private readonly options: TencentOptions) {
    this.#apps = new Set(options.sdkAppIds);
  }

  canActivate(context: ExecutionContext): boolean {
    const { callback } = context.switchToHttp().getRequest<CallbackRequest>();
    this.check(callback!);
    return true;
  }

  /** @throws UnauthenticatedCallerException */
  check({ query, receivedAt }: Callback): void {
    const app = query.get('sdkappid') ?? '';
    if (!this.#apps.has(app))
      throw new UnauthenticatedCallerException('its SdkAppid is not one of SDK_APP_IDS');
    const tokens = this.options.tencentTokens[app] ?? [];
    if (tokens.length === 0) return;

    const requestTime = query.get('requesttime') ?? '';
    const signature = query.get('sign') ?? '';
    if (!/^\d{1,12}$/.test(requestTime)) throw new UnauthenticatedCallerException('it has no RequestTime');
    // The vendor cuts its clock down to seconds; ours is cut alike before the two are compared.
    const distance = Math.abs(Math.floor(receivedAt.getTime() / 1000) - Number(requestTime));
    if (distance > this.options.tencentClockSkewS) {
      throw new UnauthenticatedCallerException(
        'its RequestTime is further from now than TENCENT_CLOCK_SKEW_S',
      );
    }
    if (!isSignedByOneOf(tokens, requestTime, signature)) {
      throw new UnauthenticatedCallerException('its Sign was not made with a token of its app');
    }
  }
}
