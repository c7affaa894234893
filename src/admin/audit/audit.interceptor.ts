import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { catchError, concatMap, defaultIfEmpty, from, type Observable } from 'rxjs';
import type { AdminRequest } from '../admin-request.js';
import { AuditLog } from './audit-log.js';
import { problemOf } from '../problems/problem-of.js';

const READING = new Set(['GET', 'HEAD']);
const MOST_BODY = 64 * 1024;

/**
 * Marks a method that returns message text: the audit log records its calls.
 *
 * @example
 * @Get()
 * @ShowsMessages(true)
 * find() {}
 */
export const ShowsMessages = Reflector.createDecorator<boolean>();

/** Records each change, and each read of messages, in the audit log: first the call, afterwards its status. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly log: AuditLog,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AdminRequest>();
    const isShown = this.reflector.get(ShowsMessages, context.getHandler());
    if (READING.has(request.method) && !isShown) return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    const { name, role } = request.adminKey!;
    const call = this.log.begin({
      actor: name,
      role,
      address: request.socket.remoteAddress ?? '',
      method: request.method,
      url: request.originalUrl,
      body: bodyOf(request.body),
    });
    return from(call).pipe(
      concatMap((id) =>
        next.handle().pipe(
          defaultIfEmpty(undefined),
          concatMap(async (answer: unknown) => {
            await this.log.end(id, response.statusCode);
            return answer;
          }),
          catchError(async (error: unknown) => {
            await this.log.end(id, problemOf(error).status);
            throw error;
          }),
        ),
      ),
    );
  }
}

function bodyOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const json = JSON.stringify(body);
  return json.length > MOST_BODY ? JSON.stringify({ characters: json.length }) : json;
}
