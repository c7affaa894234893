import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import type { CallbackRequest } from '../http/callback-request.js';
import type { Callback } from './callback.js';
import type { Decision } from './decision.js';
import { EnrichmentService } from './enrichment.service.js';

/** The last that may take time of the deadline: enrichers, on what is allowed. */
@Injectable()
export class EnrichInterceptor implements NestInterceptor {
  constructor(private readonly enrichment: EnrichmentService) {}

  intercept(context: ExecutionContext, next: CallHandler<Decision>): Observable<Decision> {
    const { callback } = context.switchToHttp().getRequest<CallbackRequest>();
    return next.handle().pipe(mergeMap((decision) => this.#enrich(callback!, decision)));
  }

  async #enrich(callback: Callback, decision: Decision): Promise<Decision> {
    callback.marks.decided = performance.now();
    await this.enrichment.enrich(callback, decision);
    callback.deadline.close();
    callback.marks.enriched = performance.now();
    return decision;
  }
}
