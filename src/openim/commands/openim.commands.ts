import { AnyDto } from '../../pipeline/commands/any.dto.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { ANY_COMMAND, type CommandDeclaration } from '../../pipeline/commands/command.js';
import type { DeliveryReport } from '../../pipeline/delivery-report.js';
import { headerOnlyEvent } from '../../pipeline/header-only-event.js';
import { openimCommand } from '../openim-command.js';
import { isNotification } from '../openim-content.js';
import { beforeSendKey, openimAttemptKey, openimMessage, openimResendKey } from '../openim-message.js';
import { OpenimMessageDto } from '../openim-message.dto.js';
import { requestClassOf } from './openim-request-class.js';
import { openimCommandEvent } from './openim-command-event.js';
import { ACTIONS, namesOf, NOTICES } from './openim-commands.js';
import {
  AFTER_SEND_COMMANDS,
  BEFORE_SEND_COMMANDS,
  MODIFY_COMMANDS,
  WORD_FILTER_COMMANDS,
} from './openim-message-commands.js';

/** Policies are not asked about the server's own notifications, typing signals and receipts. */
const judged = ({ request }: CallbackEvent): boolean => !isNotification(request['contentType']);

/** A message is judged before it is sent. The reply carries no change. */
const beforeSend = [...namesOf(BEFORE_SEND_COMMANDS).keys()].map((name) =>
  openimCommand({
    name,
    body: OpenimMessageDto,
    judged,
    enriched: false,
    deliveryReports: { keys: [] },
    toEvent: (message, callback) =>
      // A verdict on one of the server's notifications is none that a message may take over.
      isNotification(message.contentType)
        ? openimMessage(callback, message)
        : openimMessage(callback, message, {
            resendKey: openimResendKey(message),
            attemptKey: openimAttemptKey(message),
          }),
  }),
);

/** The server asks about the same message once more; this reply carries the changes. */
const modify = [...namesOf([...MODIFY_COMMANDS, ...WORD_FILTER_COMMANDS]).keys()].map((name) =>
  openimCommand({
    name,
    body: OpenimMessageDto,
    judged,
    // A node that has no time for it would deliver a message unmasked.
    sheddable: false,
    toEvent: (message, callback) =>
      openimMessage(callback, message, {
        attemptKey: openimAttemptKey(message),
        followsKey: beforeSendKey(message),
      }),
  }),
);

const afterSend = [...namesOf(AFTER_SEND_COMMANDS).keys()].map((name) =>
  openimCommand({
    name,
    kind: 'notice',
    body: OpenimMessageDto,
    sheddable: false,
    toEvent: (message, callback) => openimMessage(callback, message, { report: sentReport(message) }),
  }),
);

/** Actions about groups, friends and accounts, pushes, and what has happened to them. */
const others = [...namesOf([...ACTIONS, ...NOTICES])].map(([name, request]) =>
  openimCommand({
    name,
    kind: request.kind,
    body: requestClassOf(request.request),
    rejectsTargets: request.rejectsTargets,
    enriched: false,
    ...(request.kind === 'action' ? { judged } : { sheddable: false as const }),
    toEvent: (body, callback) => openimCommandEvent(callback, request, body),
  }),
);

/** Every command that OpenIM's servers have, by all names of all versions. */
export const DECLARED_COMMANDS: readonly CommandDeclaration[] = [
  ...beforeSend,
  ...modify,
  ...afterSend,
  ...others,
  openimCommand({
    name: ANY_COMMAND,
    body: AnyDto,
    judged: false,
    sheddable: false,
    toEvent: (_body, callback) => headerOnlyEvent(callback),
  }),
];

/** Its serverMsgID names the message, and from now on also its number in the conversation, if the notice has it. */
function sentReport({ serverMsgID, seq }: OpenimMessageDto): DeliveryReport | undefined {
  if (!serverMsgID) return undefined;
  return { state: 'sent', keys: [serverMsgID], ...(seq && { names: [String(seq)] }) };
}
