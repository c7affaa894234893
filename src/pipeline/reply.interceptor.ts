import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ServerResponse } from 'node:http';
import { map, type Observable } from 'rxjs';
import { CallbackExpressAdapter } from '../http/callback-express.adapter.js';
import type { CallbackRequest } from '../http/callback-request.js';
import { envelopeOf } from './envelope.js';
import type { Outcome } from './outcome.js';
import { JSON_TYPE } from '../http/send-envelope.js';

/** Turns the outcome into the vendor's envelope. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  intercept(context: ExecutionContext, next: CallHandler<Outcome>): Observable<string> {
    const http = context.switchToHttp();
    const { callback } = http.getRequest<CallbackRequest>();
    if (!(this.adapterHost.httpAdapter instanceof CallbackExpressAdapter)) {
      http.getResponse<ServerResponse>().setHeader('Content-Type', JSON_TYPE);
    }
    return next.handle().pipe(map((outcome) => envelopeOf(callback!, outcome)));
  }
}
