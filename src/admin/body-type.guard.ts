import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';

/**
 * Marks a method that reads the body itself, whatever its type.
 *
 * @example
 * @Post()
 * @ReadsBody(true)
 * import(@Req() request: IncomingMessage) {}
 */
export const ReadsBody = Reflector.createDecorator<boolean>();

/** Refuses a body that is not JSON: it would be left unread, and the call obeyed as if it had none. */
@Injectable()
export class BodyTypeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    // Express: null where there is no body.
    const isJson = request.is('json') !== false;
    if (isJson || this.reflector.get(ReadsBody, context.getHandler())) return true;
    // `Content-Length: 0` is a body to Express.
    if (request.headers['content-length'] === '0') return true;
    throw new UnsupportedMediaTypeException('Send JSON, and say so: Content-Type: application/json.');
  }
}
