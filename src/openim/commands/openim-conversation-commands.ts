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
 * New conversations in the lists of users. Before October 2025 the members are in snake case. A reply must not set
 * `attachedInfo`: it would overwrite OpenIM's own data there.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct/conversation.go)
 */
export const CONVERSATION_COMMANDS: readonly OpenimCommand[] = [
  { command: 'callbackBeforeCreateSingleChatConversationsCommand', kind: 'action', ...SINGLE },
  { command: 'callbackAfterCreateSingleChatConversationsCommand', kind: 'notice', ...SINGLE },
  { command: 'callbackBeforeCreateGroupChatConversationsCommand', kind: 'action', ...GROUP },
  { command: 'callbackAfterCreateGroupChatConversationsCommand', kind: 'notice', ...GROUP },
];
