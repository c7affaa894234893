import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Marks a method that reads the body itself, for any Content-Type.
 *
 * @example
 * @Post()
 * @ReadsBody(true)
 * import(@Req() request: IncomingMessage) {}
 */
export const ReadsBody = Reflector.createDecorator<boolean>();

/** Refuses a body that is not JSON: no parser would read it, and the call would run as if it had no body. */
@Injectable()
export class BodyTypeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<{ readonly headers: IncomingHttpHeaders }>();
    if (!hasBody(headers) || isJson(headers)) return true;
    if (this.reflector.get(ReadsBody, context.getHandler())) return true;
    throw new UnsupportedMediaTypeException('Send JSON, and say so: Content-Type: application/json.');
  }
}

function hasBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function isJson(headers: IncomingHttpHeaders): boolean {
  return /^application\/json *(;|$)/i.test(headers['content-type'] ?? '');
}
