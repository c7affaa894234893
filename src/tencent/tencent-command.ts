import type { CommandDeclaration, CommandOptions } from '../pipeline/commands/command.js';
import { SdkAppidGuard } from './sdk-appid.guard.js';
import { TencentPlatform } from './tencent.platform.js';

/**
 * Declares a command of Tencent; `TencentModule.forFeature` registers it.
 *
 * @example
 * export const groupMessage = tencentCommand({
 *   name: 'Group.CallbackBeforeSendMsg',
 *   family: 'group',
 *   body: GroupMessageDto,
 *   toEvent: (message, callback) =>
 *     tencentMessage(callback, message, { conversationId: message.GroupId, senderId: message.From_Account ?? null }),
 * });
 */
export function tencentCommand<Body extends object>(options: CommandOptions<Body>): CommandDeclaration<Body> {
  return { ...options, platform: TencentPlatform, guard: SdkAppidGuard };
}
