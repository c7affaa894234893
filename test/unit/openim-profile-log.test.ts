import { Logger, type LoggerService } from '@nestjs/common';
import { OpenimPlatform } from '../../src/openim/openim.platform.js';
import { ProfileMismatchLogger } from '../../src/openim/profile-mismatch-logger.js';

const said: string[] = [];
const say = (level: string) => (message: unknown) => void said.push(`${level} ${String(message)}`);
const logger: LoggerService = { log: say('log'), warn: say('warn'), error: say('error') };

beforeEach(() => {
  said.length = 0;
  Logger.overrideLogger(logger);
});
afterAll(() => Logger.overrideLogger(false));

const boot = (openimProfile: 'v3.6' | 'v3.7'): void =>
  new OpenimPlatform(new ProfileMismatchLogger({ openimProfile }), {
    openimProfile,
    openimPath: '/openim',
  }).onApplicationBootstrap();

it('logs an error at the start if OpenIM 3.6 ignores rejects', () => {
  boot('v3.6');
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^error OPENIM_PROFILE is v3\.6: .*IGNORES EVERY REJECT/);
});

it('logs nothing at the start for an OpenIM that reads rejects', () => {
  boot('v3.7');
  expect(said).toEqual([]);
});

it("logs once each command name that does not exist in the profile's versions", () => {
  const watch = new ProfileMismatchLogger({ openimProfile: 'v3.7' });
  for (const name of ['callbackMsgModifyCommand', 'callbackMsgModifyCommand', 'callbackQuitGroupCommand']) {
    watch.check(name);
  }
  expect(said).toHaveLength(2);
  expect(said[0]).toContain('callbackMsgModifyCommand');
  expect(said[0]).toContain('callbackBeforeMsgModifyCommand');
});

it.each([
  ['v3.7', 'callbackBeforeMsgModifyCommand'],
  ['v3.7', 'CallbackBeforeMsgModifyCommand'],
  ['v3.7', 'callbackBeforeAddFriendCommand'],
  ['v3.7', 'callbackNobodyKnows'],
  ['v3.6', 'callbackMsgModifyCommand'],
  ['v2', 'callbackTransferGroupOwnerAfter'],
] as const)('logs nothing about a name that exists in the profile %s: %s', (openimProfile, name) => {
  new ProfileMismatchLogger({ openimProfile }).check(name);
  expect(said).toEqual([]);
});
