import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import type { CallbackRequest } from '../http/callback-request.js';
import type { Decision } from './decision.js';
import { OutcomeService } from './outcome.service.js';
import type { Outcome } from './outcome.js';

/** Holds the reply until the record is durable. */
@Injectable()
export class LogInterceptor implements NestInterceptor {
  constructor(private readonly outcomes: OutcomeService) {}

  intercept(context: ExecutionContext, next: CallHandler<Decision>): Observable<Outcome> {
    const { callback } = context.switchToHttp().getRequest<CallbackRequest>();
    return next.handle().pipe(mergeMap((decision) => this.outcomes.complete(callback!, decision)));
  }
}
