import type { OpenimCommand, Shape } from './openim-request.js';

const CONVERSATION: Shape = {
  ownerUserId: 'string',
  owner_user_id: 'string',
  conversationId: 'string',
  conversation_id: 'string',
  conversationType: 'integer',
  conversation_type: 'integer',
  userId: 'string',
  user_id: 'string',
  groupId: 'string',
  group_id: 'string',
  recvMsgOpt: 'integer',
  isPinned: 'boolean',
  isPrivateChat: 'boolean',
  burnDuration: 'integer',
  groupAtType: 'integer',
  attachedInfo: 'string',
  ex: 'string',
};

const OWN = {
  request: CONVERSATION,
  conversationType: 'conversationType',
  sender: ['ownerUserId', 'owner_user_id'],
} as const;
const SINGLE = {
  ...OWN,
  conversation: ['userId', 'user_id'],
  targets: ['userId', 'user_id'],
} as const;
const GROUP = { ...OWN, conversation: ['groupId', 'group_id'] } as const;

/**
 * Conversations that come into being in somebody's list; in snake case before October 2025. An answer must not set
 * `attachedInfo`: it would take the place of what OpenIM keeps there.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct/conversation.go)
 */
export const CONVERSATION_COMMANDS: readonly OpenimCommand[] = [
  { command: 'callbackBeforeCreateSingleChatConversationsCommand', kind: 'action', ...SINGLE },
  { command: 'callbackAfterCreateSingleChatConversationsCommand', kind: 'notice', ...SINGLE },
  { command: 'callbackBeforeCreateGroupChatConversationsCommand', kind: 'action', ...GROUP },
  { command: 'callbackAfterCreateGroupChatConversationsCommand', kind: 'notice', ...GROUP },
];
