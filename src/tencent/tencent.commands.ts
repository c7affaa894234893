import { AnyDto } from '../pipeline/commands/any.dto.js';
import { ANY_COMMAND, type CommandDeclaration } from '../pipeline/commands/command.js';
import { headerOnlyEvent } from '../pipeline/header-only-event.js';
import { tencentCommand } from './tencent-command.js';
import { tencentNotice } from './tencent-notice.js';
import { type Notice, TENCENT_NOTICES } from './tencent-notices.js';

/**
 * Every command that no family declares. The node allows and records it: Tencent sends some alerts without being asked,
 * and rejecting a new command would block users.
 */
const anyCommand = tencentCommand({
  name: ANY_COMMAND,
  family: 'tencent',
  body: AnyDto,
  judged: false,
  sheddable: false,
  toEvent: (_body, callback) => headerOnlyEvent(callback),
});

/** A host's own command of the same name takes the place of a notice. */
function noticeCommands(name: string, notice: Notice): CommandDeclaration<AnyDto>[] {
  const inFamily = (family: string, where?: Readonly<Record<string, string>>): CommandDeclaration<AnyDto> =>
    tencentCommand({
      name,
      family,
      kind: 'notice',
      body: AnyDto,
      enriched: false,
      isFallback: true,
      ...(where && { where }),
      toEvent: (body, callback) => tencentNotice(callback, notice, body),
    });
  const command = inFamily(notice.family);
  return notice.isInRoomsToo ? [command, inFamily('live-room', { Type: 'Live' })] : [command];
}

/** The commands of Tencent that belong to no family's module. */
export const TENCENT_COMMANDS: readonly CommandDeclaration<AnyDto>[] = [
  anyCommand,
  ...Object.entries(TENCENT_NOTICES).flatMap(([name, notice]) => noticeCommands(name, notice)),
];
