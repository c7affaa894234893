import { tencentCommand } from '../tencent-command.js';
import { c2cMessageKey } from '../tencent-message-key.js';
import { tencentMessage } from '../tencent-message.js';
import { C2cMessageDto } from './c2c-message.dto.js';

/** A message from one user to another in Tencent Chat; the peer is the conversation. */
export const c2cMessage = tencentCommand({
  name: 'C2C.CallbackBeforeSendMsg',
  family: 'c2c',
  body: C2cMessageDto,
  deliveryReports: { keys: ['MsgId'] },
  toEvent: (message, callback) =>
    tencentMessage(callback, message, {
      conversationId: message.To_Account,
      senderId: message.From_Account ?? null,
      memberId: message.From_Account ?? null,
      messageKey: c2cMessageKey(callback),
    }),
});
