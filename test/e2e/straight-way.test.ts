import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { CommandTable } from '../../src/pipeline/command-table.js';
import { StraightHandlers } from '../../src/pipeline/straight-handlers.service.js';
import { SdkAppidGuard } from '../../src/tencent/sdk-appid.guard.js';
import { CallbackExpressAdapter, PresendModule } from '../../src/index.js';
import { createDatabase } from '../support/database.js';
import { ALLOWED, GROUP, groupMessage, tencentPath } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

const seen: string[] = [];
@Injectable()
class Listener implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): ReturnType<NestInterceptor['intercept']> {
    seen.push(context.getHandler().name);
    return next.handle();
  }
}

beforeEach(() => (seen.length = 0));

function straightPaths(app: TestPresend['app']): { all: string[]; straight: string[] } {
  const handlers = app.get(StraightHandlers, { strict: false });
  const table = app.get(CommandTable, { strict: false });
  const all = [...table.commands()].map(({ route }) => route.innerPath);
  return { all, straight: all.filter((path) => handlers.find(path)) };
}

it('leads every callback past Nest where a host has nothing that stands around it', async () => {
  const presend = await TestPresend.start();
  stop = () => presend.stop();
  const { all, straight } = straightPaths(presend.app);
  expect(all.length).toBeGreaterThan(50);
  expect(straight).toEqual(all);
});

it('passes Nest where the host has an interceptor around all of its handlers', async () => {
  const presend = await TestPresend.start({}, [
    { module: class HostModule {}, providers: [{ provide: APP_INTERCEPTOR, useClass: Listener }] },
  ]);
  stop = () => presend.stop();
  expect(straightPaths(presend.app).straight).toEqual([]);
  expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
  expect(seen).toEqual(['beforeSendMsg']);
});

it('asks a guard that somebody put in the place of ours', async () => {
  const module = await Test.createTestingModule({
    imports: [PresendModule.forRoot({ sdkAppIds: [APP], databaseUrl: await createDatabase() })],
  })
    .overrideGuard(SdkAppidGuard)
    .useValue({ canActivate: () => false })
    .compile();
  const app = module.createNestApplication(new CallbackExpressAdapter(0), { logger: false });
  stop = () => app.close();
  await app.listen(0, '127.0.0.1');
  const body = JSON.stringify(groupMessage('hello'));
  const answer = await fetch((await app.getUrl()) + tencentPath(GROUP), { method: 'POST', body });
  expect(answer.status).toBe(403);
});
