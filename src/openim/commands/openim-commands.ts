import type { Outcome } from '../../pipeline/outcome.js';
import { changes, contentAlways } from '../openim-answer.js';
import type { FormerName } from '../openim-profile.js';
import type { OpenimCommand } from './openim-request.js';
import { CONVERSATION_COMMANDS } from './openim-conversation-commands.js';
import { FRIEND_COMMANDS } from './openim-friend-commands.js';
import { GROUP_COMMANDS } from './openim-group-commands.js';
import {
  AFTER_SEND_COMMANDS,
  BEFORE_SEND_COMMANDS,
  MESSAGE_NOTICES,
  MODIFY_COMMANDS,
  type OpenimMessageCommand,
  WORD_FILTER_COMMANDS,
} from './openim-message-commands.js';
import { PUSH_COMMANDS } from './openim-push-commands.js';
import { USER_COMMANDS } from './openim-user-commands.js';

const OTHERS: readonly OpenimCommand[] = [
  ...MESSAGE_NOTICES,
  ...GROUP_COMMANDS,
  ...FRIEND_COMMANDS,
  ...USER_COMMANDS,
  ...PUSH_COMMANDS,
  ...CONVERSATION_COMMANDS,
];

/** What people want to do. */
export const ACTIONS = OTHERS.filter(({ kind }) => kind === 'action');
/** What has happened. */
export const NOTICES = OTHERS.filter(({ kind }) => kind === 'notice');

/** Every command that OpenIM has, by the names that it has now. */
export const OPENIM_COMMANDS: readonly OpenimMessageCommand[] = [
  ...BEFORE_SEND_COMMANDS,
  ...MODIFY_COMMANDS,
  ...WORD_FILTER_COMMANDS,
  ...AFTER_SEND_COMMANDS,
  ...OTHERS,
];

/**
 * All names that commands ever had, with what each is about. Some versions wrote their first letter as a capital.
 *
 * @example
 * namesOf(MODIFY_COMMANDS).get('callbackMsgModifyCommand')?.command; // 'callbackBeforeMsgModifyCommand'
 */
export function namesOf<
  Command extends { readonly command: string; readonly formerly?: readonly FormerName[] },
>(commands: readonly Command[]): Map<string, Command> {
  const byName = new Map<string, Command>();
  for (const one of commands) {
    for (const name of [one.command, ...(one.formerly ?? []).map((former) => former.name)]) {
      byName.set(name, one).set(name[0]!.toUpperCase() + name.slice(1), one);
    }
  }
  return byName;
}

const BY_NAME = namesOf(OTHERS);

/** What a command that is not a message asks and tells, by any of its names. */
export function commandNamed(name: string): OpenimCommand | undefined {
  return BY_NAME.get(name);
}

const WORD_FILTER = namesOf(WORD_FILTER_COMMANDS);

export function isWordFilter(name: string): boolean {
  return WORD_FILTER.has(name);
}

/** What an allowing answer to a command has beside the common members. */
export function answerOf(outcome: Outcome): string {
  const { command } = outcome.event;
  const other = BY_NAME.get(command);
  if (other) return other.answer?.(outcome) ?? '';
  return isWordFilter(command) ? contentAlways(outcome) : changes(outcome);
}
