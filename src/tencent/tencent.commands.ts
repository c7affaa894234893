import { AnyDto } from '../pipeline/commands/any.dto.js';
import { ANY_COMMAND, type CommandDeclaration } from '../pipeline/commands/command.js';
import { headerOnlyEvent } from '../pipeline/header-only-event.js';
import { tencentCommand } from './tencent-command.js';
import { tencentNotice } from './tencent-notice.js';
import { type Notice, NOTICES } from './tencent-notices.js';

/**
 * Every command that no family declares. It is allowed and recorded: Tencent sends alerts that no company has switched
 * on, and refusing a new command would block what users do.
 */
const anyCommand = tencentCommand({
  name: ANY_COMMAND,
  family: 'tencent',
  body: AnyDto,
  judged: false,
  sheddable: false,
  toEvent: (_body, callback) => headerOnlyEvent(callback),
});

/** A company's own command of the same name takes the place of a notice. */
function noticeCommands(name: string, notice: Notice): CommandDeclaration<AnyDto>[] {
  const ofFamily = (family: string, where?: Readonly<Record<string, string>>): CommandDeclaration<AnyDto> =>
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
  const ofGroups = ofFamily(notice.family);
  return notice.isOfRoomsToo ? [ofGroups, ofFamily('live-room', { Type: 'Live' })] : [ofGroups];
}

/** The commands of Tencent that belong to no family's module. */
export const TENCENT_COMMANDS: readonly CommandDeclaration<AnyDto>[] = [
  anyCommand,
  ...Object.entries(NOTICES).flatMap(([name, notice]) => noticeCommands(name, notice)),
];
