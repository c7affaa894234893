import { applyDecorators, UseGuards } from '@nestjs/common';
import { CallbackHandler, CallbackHandlers } from '../pipeline/callback-handler.decorator.js';
import type { CallbackHandlerOptions, CommandOptions } from '../pipeline/callback-route.js';
import { SdkAppidGuard } from './sdk-appid.guard.js';
import { TencentPlatform } from './tencent.platform.js';

/**
 * Makes a controller's method the handler of a Tencent command.
 *
 * @example
 * @TencentCallback('Group.CallbackBeforeSendMsg', { family: 'group' })
 * beforeSendMsg(@CallbackBody() message: GroupMessageDto, @CurrentCallback() callback: Callback) {
 *   return this.decisions.decide(callback, tencentEvent(callback, 'group', message));
 * }
 */
export function TencentCallback(command: string, options: CallbackHandlerOptions): MethodDecorator {
  return applyDecorators(CallbackHandler(TencentPlatform, command, options), UseGuards(SdkAppidGuard));
}

/** Makes a controller's method the handler of many Tencent commands. */
export function TencentCallbacks(commands: readonly CommandOptions[]): MethodDecorator {
  return applyDecorators(CallbackHandlers(TencentPlatform, commands), UseGuards(SdkAppidGuard));
}
