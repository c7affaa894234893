import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { namesOf, OPENIM_COMMANDS } from '../../src/openim/commands/openim-commands.js';
import { nameIn, OPENIM_PROFILES } from '../../src/openim/openim-profile.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const protocol = fileURLToPath(new URL('../../../shared/protocol/openim.md', import.meta.url));

/** As OpenIM's main branch declares them. */
const COMMANDS = `
callbackBeforeSendSingleMsgCommand callbackAfterSendSingleMsgCommand callbackBeforeSendGroupMsgCommand
callbackAfterSendGroupMsgCommand callbackBeforeMsgModifyCommand callbackAfterMsgSaveDBCommand
callbackAfterSingleMsgReadCommand callbackAfterGroupMsgReadCommand callbackBeforeAfterMsgCommand
callbackBeforeCreateGroupCommand callbackAfterCreateGroupCommand callbackBeforeMembersJoinGroupCommand
callbackBeforeInviteJoinGroupCommand callbackBeforeJoinGroupCommand callbackAfterJoinGroupCommand
callbackBeforeSetGroupInfoCommand callbackBeforeSetGroupInfoExCommand callbackAfterSetGroupInfoCommand
callbackAfterSetGroupInfoExCommand callbackBeforeSetGroupMemberInfoCommand callbackAfterSetGroupMemberInfoCommand
callbackAfterQuitGroupCommand callbackAfterKickGroupCommand callbackAfterDisMissGroupCommand
callbackAfterTransferGroupOwnerCommand callbackBeforeAddFriendCommand callbackAfterAddFriendCommand
callbackBeforeAddFriendAgreeCommand callbackAfterAddFriendAgreeCommand callbackAfterDeleteFriendCommand
callbackBeforeImportFriendsCommand callbackAfterImportFriendsCommand callbackBeforeSetFriendRemarkCommand
callbackAfterSetFriendRemarkCommand callbackBeforeAddBlackCommand callbackAfterRemoveBlackCommand
callbackBeforeUserRegisterCommand callbackAfterUserRegisterCommand callbackBeforeUpdateUserInfoCommand
callbackAfterUpdateUserInfoCommand callbackBeforeUpdateUserInfoExCommand callbackAfterUpdateUserInfoExCommand
callbackAfterUserOnlineCommand callbackAfterUserOfflineCommand callbackAfterUserKickOffCommand
callbackBeforeOfflinePushCommand callbackBeforeOnlinePushCommand callbackBeforeGroupOnlinePushCommand
callbackBeforeCreateSingleChatConversationsCommand callbackAfterCreateSingleChatConversationsCommand
callbackBeforeCreateGroupChatConversationsCommand callbackAfterCreateGroupChatConversationsCommand
`
  .trim()
  .split(/\s+/);

/** The names in older versions: a server of any version may send them. */
const FORMER = `
callbackMsgModifyCommand callbackUserOnlineCommand callbackUserOfflineCommand callbackUserKickOffCommand
callbackOfflinePushCommand callbackOnlinePushCommand callbackSuperGroupOnlinePushCommand callbackQuitGroupCommand
callbackKillGroupCommand callbackDisMissGroupCommand callbackGroupMsgReadCommand callbackSingleMsgRead
callbackBeforeSetFriendRemark callbackAfterSetFriendRemark callbackTransferGroupOwnerAfter
callbackAfterTransferGroupOwner callbackBeforeMemberJoinGroupCommand callbackWordFilterCommand
CallbackBeforeSetGroupMemberInfoCommand CallbackBeforeInviteJoinGroupCommand
`
  .trim()
  .split(/\s+/);

const folders = new Set(readdirSync(root));
const known = namesOf(OPENIM_COMMANDS);

it.each(OPENIM_COMMANDS.map(({ command }) => command))('%s has a golden case', (command) => {
  expect(folders).toContain(command);
  expect(readdirSync(root + command).length).toBeGreaterThan(0);
});

it.each([...COMMANDS, ...FORMER])('%s is a known command', (name) => {
  expect(known.has(name)).toBe(true);
});

const hasProtocol = existsSync(protocol);
if (!hasProtocol)
  process.stderr.write(`No description of OpenIM's protocol beside this folder: its list is not compared.\n`);

(hasProtocol ? it : it.skip)("the list of commands is the same as in the protocol's tables", () => {
  const [, tables = ''] = /\n## 2\. ([\s\S]*?)\n## 3\. /.exec(readFileSync(protocol, 'utf8')) ?? [];
  const listed = tables
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) => namesIn(line.split('|')[1]!));
  expect(new Set(listed)).toEqual(new Set(COMMANDS));
});

/** `callbackBefore/AfterXCommand`, and `callbackXCommand / …ExCommand`, are two each. */
function namesIn(cell: string): string[] {
  const text = cell.replace(/\([^)]*\)/g, '');
  const [, first] = /(callback\w+)Command \/ …ExCommand/.exec(text) ?? [];
  if (first) return [`${first}Command`, `${first}ExCommand`];
  const [, rest] = /callbackBefore\/After(\w+)/.exec(text) ?? [];
  if (rest) return [`callbackBefore${rest}`, `callbackAfter${rest}`];
  return [...text.matchAll(/callback\w+/g)].map(([name]) => name);
}

it('a command has exactly one name in each version', () => {
  for (const profile of OPENIM_PROFILES) {
    const names = OPENIM_COMMANDS.map((command) => nameIn(profile, command));
    expect(new Set(names).size).toBe(names.length);
  }
  const names = OPENIM_PROFILES.map((profile) =>
    nameIn(profile, known.get('callbackAfterTransferGroupOwnerCommand')!),
  );
  expect(names).toEqual([
    'callbackTransferGroupOwnerAfter',
    'callbackTransferGroupOwnerAfter',
    'callbackTransferGroupOwnerAfter',
    'callbackAfterTransferGroupOwner',
    'callbackAfterTransferGroupOwnerCommand',
  ]);
});
