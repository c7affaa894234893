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
import { OPENIM_ACTIONS, namesOf, OPENIM_NOTICES } from './openim-commands.js';
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
      // A message must not take over the verdict on a notification of the server.
      isNotification(message.contentType)
        ? openimMessage(callback, message)
        : openimMessage(callback, message, {
            resendKey: openimResendKey(message),
            attemptKey: openimAttemptKey(message),
          }),
  }),
);

/** The server asks about the same message again. This reply carries the changes. */
const modify = [...namesOf([...MODIFY_COMMANDS, ...WORD_FILTER_COMMANDS]).keys()].map((name) =>
  openimCommand({
    name,
    body: OpenimMessageDto,
    judged,
    // Shedding it would deliver the message unmasked.
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

/** Actions and notices about groups, friends, accounts, pushes and conversations. */
const others = [...namesOf([...OPENIM_ACTIONS, ...OPENIM_NOTICES])].map(([name, request]) =>
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

/** Every command of OpenIM, by all names of all versions. */
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

/** The message is named by its serverMsgID. If the notice has its number in the conversation, that is its name from now on. */
function sentReport({ serverMsgID, seq }: OpenimMessageDto): DeliveryReport | undefined {
  if (!serverMsgID) return undefined;
  return { state: 'sent', keys: [serverMsgID], ...(seq && { names: [String(seq)] }) };
}
