import type { CommandDeclaration } from '../../pipeline/commands/command.js';
import { accountsOf, linesOf, tencentAction } from '../tencent-action.js';
import { tencentCommand } from '../tencent-command.js';
import { digitsOf, millisOf, tencentMessage } from '../tencent-message.js';
import { LiveRoomMessageDto } from './live-room-message.dto.js';
import { SendGiftDto } from './send-gift.dto.js';

/** A message in a Live room. Its command has the same name as a group message; the body's `Type` is `Live`. */
const liveRoomMessage = tencentCommand({
  name: 'Group.CallbackBeforeSendMsg',
  family: 'live-room',
  body: LiveRoomMessageDto,
  where: { Type: 'Live' },
  deliveryReports: { keys: ['Random'] },
  toEvent: (message, callback) =>
    tencentMessage(callback, message, {
      conversationId: message.GroupId,
      conversationType: message.Type,
      senderId: message.From_Account ?? null,
      operatorId: message.Operator_Account ?? null,
      memberId: message.From_Account ?? null,
      messageKey: message.MsgId ?? digitsOf(callback, 'Random'),
    }),
});

const sendGift = tencentCommand({
  name: 'Live.CallbackBeforeSendGift',
  family: 'live-room',
  kind: 'action',
  body: SendGiftDto,
  enriched: false,
  codes: [102100, 102200],
  onFailure: 'reject',
  toEvent: (body, callback) => {
    const { From_Account: from, To_Account: to, Time: time, GiftId: gift } = body.GiftWater ?? {};
    const seconds = millisOf(time);
    return tencentAction(callback, body, {
      conversationId: body.RoomId,
      conversationType: 'Live',
      senderId: typeof from === 'string' ? from : (body.Operator_Account ?? null),
      operatorId: body.Operator_Account ?? null,
      targets: accountsOf(Array.isArray(to) ? to : [to], 'To_Account'),
      text: linesOf(gift),
      eventTime: millisOf(body.EventTime) ?? (seconds === null ? null : seconds * 1_000),
    });
  },
});

/** The commands about Tencent Live rooms. */
export const LIVE_ROOM_COMMANDS: readonly CommandDeclaration[] = [liveRoomMessage, sendGift];
