import type { CommandDeclaration, CommandOptions } from '../pipeline/commands/command.js';
import { OpenimSecretGuard } from './openim-secret.guard.js';
import { OpenimPlatform } from './openim.platform.js';

/**
 * Declares a command of OpenIM; `OpenimModule.forFeature` registers it.
 *
 * @example
 * export const roomClosed = openimCommand({
 *   name: 'callbackAfterRoomClosedCommand',
 *   kind: 'notice',
 *   body: RoomClosedDto,
 *   toEvent: (body, callback) => createEvent({ ...headerOnlyEvent(callback), conversationId: body.roomID }),
 * });
 */
export function openimCommand<Body extends object>(
  options: Omit<CommandOptions<Body>, 'family'>,
): CommandDeclaration<Body> {
  return { ...options, family: 'openim', platform: OpenimPlatform, guard: OpenimSecretGuard };
}
