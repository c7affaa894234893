import { connection, openimAction, openimNotice, type Reads } from './openim-sample-kinds.js';
import { type CommandSample, randomId } from './sample-kinds.js';

const registration = () => ({
  users: [
    {
      userID: 'ann',
      nickname: 'Ann',
      faceURL: '',
      ex: '',
      createTime: Date.now(),
      appMangerLevel: 0,
      globalRecvMsgOpt: 0,
    },
  ],
});
const REGISTERED: Reads = {
  users: [
    {
      userID: 'string',
      nickname: 'string',
      faceURL: 'string',
      ex: 'string',
      createTime: 'int64',
      appMangerLevel: 'int32',
      globalRecvMsgOpt: 'int32',
    },
  ],
};

/** What is not to be changed is `null`; `ex` always is. */
const update = () => ({ userID: 'jared', nickName: 'Jared', faceURL: null, ex: null });
const updated = () => ({ userID: 'jared', nickName: 'Jared', faceURL: '', ex: '' });
const UPDATED: Reads = { nickName: 'string', faceURL: 'string', ex: 'string' };

/** Accounts, and who is online. */
export const OPENIM_USER_SAMPLES = {
  callbackBeforeUserRegisterCommand: openimAction(REGISTERED, registration, { users: 'non-empty' }),
  callbackAfterUserRegisterCommand: openimNotice(registration),
  callbackBeforeUpdateUserInfoCommand: openimAction(UPDATED, update),
  callbackAfterUpdateUserInfoCommand: openimNotice(updated),
  callbackBeforeUpdateUserInfoExCommand: openimAction(UPDATED, update),
  callbackAfterUpdateUserInfoExCommand: openimNotice(update),
  callbackAfterUserOnlineCommand: openimNotice(() => ({
    ...connection(),
    isAppBackground: false,
    connID: randomId(8),
  })),
  callbackAfterUserOfflineCommand: openimNotice(() => ({ ...connection(), connID: randomId(8) })),
  // Declared by OpenIM, never sent so far.
  callbackAfterUserKickOffCommand: openimNotice(connection),
} satisfies Record<string, CommandSample>;
