import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  backtests,
  CallbackExpressAdapter,
  memberLevels,
  mutes,
  PresendModule,
  type PresendOptions,
  reviews,
  rules,
  strikes,
} from '../../src/index.js';
import { ActiveRuleSet } from '../../src/rules/versions/active-rule-set.js';
import { createDatabase } from '../support/database.js';
import { ALLOWED, GROUP, groupMessage, tencentPath } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

it.each([
  ['reviews', [reviews(), mutes(), strikes()], 'rules()'],
  ['backtests', [backtests()], 'rules()'],
  ['rules', [rules(), mutes()], 'memberLevels(), strikes()'],
] as const)('does not start with %s() alone, and names what it needs', (name, features, missing) => {
  expect(() => PresendModule.forRoot({ features: [...features] })).toThrow(
    `The feature ${name}() needs ${missing}: add it to \`features\` of PresendModule.`,
  );
});

it('loads the listed features alone, with their policies and enrichers', async () => {
  const presend = await TestPresend.start({ features: [mutes(), memberLevels()] });
  stop = () => presend.stop();
  await presend.admin('PUT', `mutes/${APP}/mallory`, { code: 10150 });
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
  const muted = await presend.tencent(GROUP, groupMessage('hello', { From_Account: 'mallory' }));
  expect(muted.json.ErrorCode).toBe(10150);
  const stamped = await presend.tencent(GROUP, groupMessage('hello'));
  expect(stamped.text).toContain('CustomElement.MemberLevel');
  expect((await presend.admin('GET', 'rule-sets')).status).toBe(404);
  expect(() => presend.app.get(ActiveRuleSet, { strict: false })).toThrow();
});

it('answers and records callbacks without any feature', async () => {
  const presend = await TestPresend.start({ features: [], health: {} });
  stop = () => presend.stop();
  expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
  expect(await presend.records()).toHaveLength(1);
});

const databaseUrl = createDatabase();

@Injectable()
class Settings {
  async createPresendOptions(): Promise<PresendOptions> {
    return { sdkAppIds: [APP], databaseUrl: await databaseUrl };
  }
}
@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

it.each([
  ['useClass', { useClass: Settings }],
  ['useExisting', { imports: [SettingsModule], useExisting: Settings }],
  ['useFactory', { useFactory: () => new Settings().createPresendOptions() }],
] as const)('takes its settings by %s', async (_name, options) => {
  const module = await Test.createTestingModule({
    imports: [PresendModule.forRootAsync({ ...options, features: [] } as never)],
  }).compile();
  const app = module.createNestApplication(new CallbackExpressAdapter(0), { logger: false });
  stop = () => app.close();
  await app.listen(0, '127.0.0.1');
  const body = JSON.stringify(groupMessage('hello'));
  const answer = await fetch((await app.getUrl()) + tencentPath(GROUP), { method: 'POST', body });
  expect(await answer.text()).toBe(ALLOWED);
});
