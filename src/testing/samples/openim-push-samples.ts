import { openimAction, type Reads } from './openim-sample-kinds.js';
import { type CommandSample, random32, randomId, textContent } from './sample-kinds.js';

/** The platform is that of the sender. */
const message = () => ({
  operationID: randomId(8),
  platformID: 5,
  platform: 'Web',
  clientMsgID: randomId(16),
  sendID: 'jared',
  groupID: 'group567',
  contentType: 101,
  sessionType: 3,
  atUserIDList: null,
  content: textContent('hello'),
});
const READ: Reads = { userIDList: 'string-list', offlinePushInfo: 'object' };

/** Who is told of a message that is stored already. */
export const OPENIM_PUSH_SAMPLES = {
  callbackBeforeOfflinePushCommand: openimAction(
    READ,
    () => ({
      ...message(),
      userIDList: ['ann', 'tommy'],
      title: 'Jared',
      desc: 'hello',
      ex: '',
      iOSPushSound: '',
      signalInfo: '',
      iOSBadgeCount: false,
    }),
    { userIDList: 'non-empty' },
  ),
  callbackBeforeOnlinePushCommand: openimAction(
    READ,
    () => ({ ...message(), groupID: '', sessionType: 1, userIDList: ['ann'] }),
    { userIDList: 'never', offlinePushInfo: 'never' },
  ),
  callbackBeforeGroupOnlinePushCommand: openimAction(READ, () => ({ ...message(), seq: random32() }), {
    userIDList: 'non-empty',
    offlinePushInfo: 'never',
  }),
} satisfies Record<string, CommandSample>;
