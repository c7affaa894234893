import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { createHash } from 'node:crypto';

/** Tencent's signature, or the secret in OpenIM's path. */
@Injectable()
export class CallerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query, params } = context.switchToHttp().getRequest<Request>();
    if (params['secret'] !== undefined) return params['secret'] === process.env['OPENIM_SECRETS'];
    const { SdkAppid, RequestTime, Sign } = query;
    if (SdkAppid !== process.env['SDK_APP_IDS']) return false;
    const signed = `${process.env['TENCENT_TOKEN']}${String(RequestTime)}`;
    return createHash('sha256').update(signed).digest('hex') === Sign;
  }
}
