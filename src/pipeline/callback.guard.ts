import { type CanActivate, type ExecutionContext, Injectable, NotFoundException } from '@nestjs/common';
import type { CallbackRequest } from '../http/callback-request.js';

/** Closes the inner paths to everybody who names them from outside: only the dispatcher leads there. */
@Injectable()
export class CallbackGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<CallbackRequest>();
    if (!request.callback) throw new NotFoundException();
    return true;
  }
}
