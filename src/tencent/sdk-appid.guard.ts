import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { CallbackGuard } from '../pipeline/commands/callback-guard.js';
import { UnauthenticatedCallerException } from '../pipeline/callback.exceptions.js';
import type { Callback } from '../pipeline/callback.js';
import { parseQuery } from '../pipeline/query.js';
import { TencentOptions } from './tencent-options.js';
import { TencentSignatures } from './tencent-signatures.js';

/**
 * Accepts callers that name one of our apps, with a signature if the app has tokens. It reads the query alone;
 * `TencentPlatform.verifyBody` compares the body's command with the query's.
 *
 * It is also a guard of Nest: `@UseGuards(SdkAppidGuard)` protects a controller of the host's own.
 */
@Injectable()
export class SdkAppidGuard implements CallbackGuard, CanActivate {
  readonly #apps: ReadonlySet<string>;
  readonly #signatures = new TencentSignatures();

  constructor(@Inject(TencentOptions) private readonly options: TencentOptions) {
    this.#apps = new Set(options.sdkAppIds);
  }

  canActivate(context: ExecutionContext): boolean {
    // Express and Fastify both keep the request's url in this member.
    const { url } = context.switchToHttp().getRequest<{ readonly url: string }>();
    const mark = url.indexOf('?');
    return this.#problemOf(parseQuery(mark < 0 ? '' : url.slice(mark + 1)), new Date()) === undefined;
  }

  check({ query, receivedAt }: Callback): void {
    const problem = this.#problemOf(query, receivedAt);
    if (problem !== undefined) throw new UnauthenticatedCallerException(problem);
  }

  /** Why the caller is not ours, in words without secrets; `undefined`: it is. */
  #problemOf(query: ReadonlyMap<string, string>, receivedAt: Date): string | undefined {
    const app = query.get('sdkappid') ?? '';
    if (!this.#apps.has(app)) return 'its SdkAppid is not one of SDK_APP_IDS';
    const tokens = this.options.tencentTokens[app] ?? [];
    if (tokens.length === 0) return undefined;
    const requestTime = query.get('requesttime') ?? '';
    if (!/^\d{1,12}$/.test(requestTime)) return 'it has no RequestTime';
    // The vendor cuts its clock to seconds; the node cuts its own clock too before it compares them.
    const distance = Math.abs(Math.floor(receivedAt.getTime() / 1000) - Number(requestTime));
    if (distance > this.options.tencentClockSkewS) {
      return 'its RequestTime is further from now than TENCENT_CLOCK_SKEW_S';
    }
    return this.#signatures.isSignedByOneOf(tokens, requestTime, query.get('sign') ?? '')
      ? undefined
      : 'its Sign was not made with a token of its app';
  }
}
