import {
  applyDecorators,
  HttpCode,
  Post,
  SetMetadata,
  type Type,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import type { CallbackPlatform } from './callback-platform.js';
import {
  ANY_COMMAND,
  CALLBACK_ROUTE,
  type CallbackHandlerOptions,
  type CallbackRoute,
  type CommandOptions,
  INNER_PATH,
} from './callback-route.js';
import { CallbackGuard } from './callback.guard.js';
import { EnrichInterceptor } from './enrich.interceptor.js';
import { FailureFilter } from './failure.filter.js';
import { LogInterceptor } from './log.interceptor.js';
import { ReplyInterceptor } from './reply.interceptor.js';

/**
 * Makes a controller's method the handler of a vendor's command: the pipeline's guard, interceptors and
 * failure filter stand around it. The method returns what `DecisionService.decide` gave it.
 *
 * Tencent's and OpenIM's own decorators are made of this one, and add their guards; a foreign platform does
 * the same. The controller has no path of its own: `@Controller()`.
 *
 * @param platform the class that knows the vendor
 * @param command the vendor's name, or `*` for every command that no other method handles
 * @example
 * @CallbackHandler(AcmePlatform, 'beforeSend', { family: 'acme' })
 * async beforeSend(@CallbackBody() message: AcmeMessageDto, @CurrentCallback() callback: Callback) {
 *   return this.decisions.decide(callback, acmeEvent(message, callback));
 * }
 */
export function CallbackHandler(
  platform: Type<CallbackPlatform>,
  command: string,
  options: CallbackHandlerOptions,
): MethodDecorator {
  return CallbackHandlers(platform, [{ ...options, command }]);
}

/**
 * Makes a controller's method the handler of many commands: `callback.route` tells which one it is.
 *
 * @param platform the class that knows the vendor
 * @param commands at least one
 * @example
 * @CallbackHandlers(AcmePlatform, [
 *   { command: 'afterSend', family: 'acme', kind: 'notice' },
 *   { command: 'afterJoin', family: 'acme', kind: 'notice' },
 * ])
 */
export function CallbackHandlers(
  platform: Type<CallbackPlatform>,
  commands: readonly CommandOptions[],
): MethodDecorator {
  const [{ family, command }] = commands as readonly [CommandOptions];
  const innerPath =
    INNER_PATH +
    [platform.name, family, command === ANY_COMMAND ? '~any' : command].map(encodeURIComponent).join('/') +
    (commands.length > 1 ? '~' : '');
  const routes: CallbackRoute[] = commands.map((options) => ({ ...options, platform, innerPath }));
  return applyDecorators(
    Post(innerPath),
    HttpCode(200),
    SetMetadata(CALLBACK_ROUTE, routes),
    UseGuards(CallbackGuard),
    // The first is the outermost: on the way out enriched first, then recorded, then answered.
    UseInterceptors(ReplyInterceptor, LogInterceptor, EnrichInterceptor),
    UseFilters(FailureFilter),
  );
}
