import type { Outcome } from '../../pipeline/outcome.js';
import { changedMembers, contentAlways } from '../openim-reply-members.js';
import type { FormerName } from '../openim-profile.js';
import type { OpenimCommand } from './openim-request.js';
import { CONVERSATION_COMMANDS } from './openim-conversation-commands.js';
import { FRIEND_COMMANDS } from './openim-friend-commands.js';
import { OPENIM_GROUP_COMMANDS } from './openim-group-commands.js';
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
  ...OPENIM_GROUP_COMMANDS,
  ...FRIEND_COMMANDS,
  ...USER_COMMANDS,
  ...PUSH_COMMANDS,
  ...CONVERSATION_COMMANDS,
];

/** The commands by which OpenIM asks whether a user may do something. */
export const OPENIM_ACTIONS = OTHERS.filter(({ kind }) => kind === 'action');
/** The commands by which OpenIM reports that something has happened. */
export const OPENIM_NOTICES = OTHERS.filter(({ kind }) => kind === 'notice');

/** Every command of OpenIM, by its current name. */
export const OPENIM_COMMANDS: readonly OpenimMessageCommand[] = [
  ...BEFORE_SEND_COMMANDS,
  ...MODIFY_COMMANDS,
  ...WORD_FILTER_COMMANDS,
  ...AFTER_SEND_COMMANDS,
  ...OTHERS,
];

/**
 * Commands by all names that they ever had. Some versions wrote the first letter as a capital.
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

/** The declaration of a command that is not about a message, by any of its names. */
export function findCommand(name: string): OpenimCommand | undefined {
  return BY_NAME.get(name);
}

const WORD_FILTER = namesOf(WORD_FILTER_COMMANDS);

/** Tells whether a command is the word filter of OpenIM 2. */
export function isWordFilter(name: string): boolean {
  return WORD_FILTER.has(name);
}

/** The members that an allowing reply has beside the common ones, each with a comma before it. */
export function replyMembers(outcome: Outcome): string {
  const { command } = outcome.event;
  const other = BY_NAME.get(command);
  if (other) return other.replyMembers?.(outcome) ?? '';
  return isWordFilter(command) ? contentAlways(outcome) : changedMembers(outcome);
}
