import { applyDecorators, UseGuards } from '@nestjs/common';
import { CallbackHandler, CallbackHandlers } from '../pipeline/callback-handler.decorator.js';
import type { CallbackHandlerOptions, CommandOptions } from '../pipeline/callback-route.js';
import { OpenimSecretGuard } from './openim-secret.guard.js';
import { OpenimPlatform } from './openim.platform.js';

/**
 * Makes a controller's method the handler of an OpenIM command.
 *
 * @example
 * @OpenimCallback('callbackBeforeSendGroupMsgCommand', { enrich: false })
 */
export function OpenimCallback(
  command: string,
  options: Omit<CallbackHandlerOptions, 'family'> = {},
): MethodDecorator {
  return applyDecorators(
    CallbackHandler(OpenimPlatform, command, { ...options, family: 'openim' }),
    UseGuards(OpenimSecretGuard),
  );
}

/**
 * Makes a controller's method the handler of many OpenIM commands.
 *
 * @example
 * @OpenimCallbacks([{ command: 'callbackAfterQuitGroupCommand', kind: 'notice' }])
 */
export function OpenimCallbacks(commands: readonly Omit<CommandOptions, 'family'>[]): MethodDecorator {
  return applyDecorators(
    CallbackHandlers(
      OpenimPlatform,
      commands.map((options) => ({ ...options, family: 'openim' })),
    ),
    UseGuards(OpenimSecretGuard),
  );
}
