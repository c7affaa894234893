import type { CommandDeclaration } from '../../pipeline/commands/command.js';
import { accountsOf, linesOf, tencentAction } from '../tencent-action.js';
import { tencentCommand } from '../tencent-command.js';
import { digitsOf, tencentMessage } from '../tencent-message.js';
import { ApplyJoinGroupDto } from './apply-join-group.dto.js';
import { CreateGroupDto } from './create-group.dto.js';
import { CreateTopicDto } from './create-topic.dto.js';
import { GroupMessageDto } from './group-message.dto.js';
import { InviteJoinGroupDto, inviteJoinGroupReply } from './invite-join-group.dto.js';

/** A message in a group, or in a topic of a community. */
const groupMessage = tencentCommand({
  name: 'Group.CallbackBeforeSendMsg',
  family: 'group',
  body: GroupMessageDto,
  deliveryReports: { keys: ['Random'] },
  toEvent: (message, callback) =>
    tencentMessage(callback, message, {
      conversationId: message.GroupId,
      topicId: message.TopicId ?? null,
      conversationType: message.Type ?? null,
      senderId: message.From_Account ?? null,
      operatorId: message.Operator_Account ?? null,
      memberId: message.From_Account ?? null,
      messageKey: message.MsgId ?? digitsOf(callback, 'Random'),
    }),
});

const ACTION = { family: 'group', kind: 'action', enriched: false } as const;

/** The future owner is the sender. An administrator may make the request in the owner's name. */
const createGroup = tencentCommand({
  ...ACTION,
  name: 'Group.CallbackBeforeCreateGroup',
  body: CreateGroupDto,
  toEvent: (body, callback) =>
    tencentAction(callback, body, {
      conversationType: body.Type ?? null,
      senderId: body.Owner_Account || (body.Operator_Account ?? null),
      operatorId: body.Operator_Account ?? null,
      targets: accountsOf(body.MemberList, 'Member_Account'),
      text: linesOf(body.Name),
    }),
});

const applyJoinGroup = tencentCommand({
  ...ACTION,
  name: 'Group.CallbackBeforeApplyJoinGroup',
  body: ApplyJoinGroupDto,
  toEvent: (body, callback) =>
    tencentAction(callback, body, {
      conversationId: body.GroupId,
      conversationType: body.Type ?? null,
      senderId: body.Requestor_Account ?? null,
    }),
});

const inviteJoinGroup = tencentCommand({
  ...ACTION,
  name: 'Group.CallbackBeforeInviteJoinGroup',
  body: InviteJoinGroupDto,
  rejectsTargets: true,
  reply: inviteJoinGroupReply,
  toEvent: (body, callback) =>
    tencentAction(callback, body, {
      conversationId: body.GroupId,
      conversationType: body.Type ?? null,
      senderId: body.Operator_Account ?? null,
      operatorId: body.Operator_Account ?? null,
      targets: accountsOf(body.DestinationMembers, 'Member_Account'),
    }),
});

const createTopic = tencentCommand({
  ...ACTION,
  name: 'Group.CallbackBeforeCreateTopic',
  body: CreateTopicDto,
  toEvent: (body, callback) =>
    tencentAction(callback, body, {
      conversationId: body.GroupId ?? null,
      conversationType: body.Type ?? null,
      senderId: body.Operator_Account ?? null,
      operatorId: body.Operator_Account ?? null,
      text: linesOf(body.Name),
    }),
});

/** The commands about Tencent Chat groups. */
export const GROUP_COMMANDS: readonly CommandDeclaration[] = [
  groupMessage,
  createGroup,
  applyJoinGroup,
  inviteJoinGroup,
  createTopic,
];
