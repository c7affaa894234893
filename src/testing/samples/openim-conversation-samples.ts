import { openimAction, openimNotice, type Reads } from './openim-sample-kinds.js';
import type { CommandSample } from './sample-kinds.js';

const settings = {
  recvMsgOpt: 0,
  isPinned: false,
  isPrivateChat: false,
  burnDuration: 0,
  groupAtType: 0,
  attachedInfo: '',
  ex: '',
};
const single = () => ({
  ownerUserId: 'jared',
  conversationId: 'si_ann_jared',
  conversationType: 1,
  userId: 'ann',
  ...settings,
});
const group = () => ({
  ownerUserId: 'jared',
  conversationId: 'sg_group567',
  conversationType: 3,
  groupId: 'group567',
  ...settings,
});
const READ: Reads = {
  recvMsgOpt: 'int32',
  isPinned: 'bool',
  isPrivateChat: 'bool',
  burnDuration: 'int32',
  groupAtType: 'int32',
  attachedInfo: 'string',
  ex: 'string',
};

/** Conversations that come into being in somebody's list. */
export const OPENIM_CONVERSATION_SAMPLES = {
  callbackBeforeCreateSingleChatConversationsCommand: openimAction(READ, single),
  callbackAfterCreateSingleChatConversationsCommand: openimNotice(single),
  callbackBeforeCreateGroupChatConversationsCommand: openimAction(READ, group),
  callbackAfterCreateGroupChatConversationsCommand: openimNotice(group),
} satisfies Record<string, CommandSample>;
