import {
  type CallHandler,
  type CanActivate,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  CallbackExpressAdapter,
  type CallbackEvent,
  type CallbackInterceptor,
  discard,
  type Next,
  PresendModule,
  reject,
} from '../../src/index.js';
import { type Callback, SdkAppidGuard, UnauthenticatedCallerException } from '../../src/platform.js';
import { createDatabase } from '../support/database.js';
import { ALLOWED, GROUP, groupMessage, tencentPath } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';
import { WordPolicy } from '../support/word-policy.js';

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

const seen: string[] = [];
beforeEach(() => (seen.length = 0));

@Injectable()
class HostInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): ReturnType<NestInterceptor['intercept']> {
    seen.push(context.getHandler().name);
    return next.handle();
  }
}

@Injectable()
class HostGuard implements CanActivate {
  canActivate(): boolean {
    seen.push('guard');
    return false;
  }
}

@Catch()
class HostFilter implements ExceptionFilter {
  catch(): void {
    seen.push('filter');
  }
}

it("keeps callbacks away from the host's global guards, interceptors and filters", async () => {
  const providers = [
    { provide: APP_GUARD, useClass: HostGuard },
    { provide: APP_INTERCEPTOR, useClass: HostInterceptor },
    { provide: APP_FILTER, useClass: HostFilter },
  ];
  const presend = await TestPresend.start({}, [{ module: class HostModule {}, providers }]);
  stop = () => presend.stop();
  expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
  expect((await presend.tencent(GROUP, '{')).status).toBe(200);
  expect((await presend.tencent(GROUP, groupMessage('a'), { SdkAppid: '7' })).status).toBe(403);
  expect(seen).toEqual([]);
});

it.each(['/?utm_source=x', `/?SdkAppid=${APP}&CallbackCommand=${GROUP}`, '/'])(
  'leaves a GET of %s to the host, even if its query looks like a callback',
  async (path) => {
    const presend = await TestPresend.start();
    stop = () => presend.stop();
    const { status, json } = await presend.request(path, { method: 'GET' });
    expect([status, json.ActionStatus]).toEqual([404, undefined]);
    expect(await presend.records()).toEqual([]);
  },
);

it('asks the guard that a test puts in the place of the built-in one', async () => {
  const refusing = {
    check: () => {
      throw new UnauthenticatedCallerException('a test refuses it');
    },
  };
  const module = await Test.createTestingModule({
    imports: [PresendModule.forRoot({ sdkAppIds: [APP], databaseUrl: await createDatabase() })],
  })
    .overrideProvider(SdkAppidGuard)
    .useValue(refusing)
    .compile();
  const app = module.createNestApplication(new CallbackExpressAdapter(0), { logger: false });
  stop = () => app.close();
  await app.listen(0, '127.0.0.1');
  const body = JSON.stringify(groupMessage('hello'));
  const answer = await fetch((await app.getUrl()) + tencentPath(GROUP), { method: 'POST', body });
  expect(answer.status).toBe(403);
});

/** Changes a message's outcome as its sender's name asks for. */
class Acting implements CallbackInterceptor {
  readonly name = 'acting';
  static events: (string | null)[] = [];

  async intercept(_callback: Callback, event: CallbackEvent, next: Next) {
    Acting.events.push(event.senderId);
    if (event.senderId === 'lazy') return undefined as never;
    const outcome = await next();
    if (event.senderId === 'rejected') return { ...outcome, verdict: reject(10150, 'Not now.') };
    if (event.senderId === 'dropped') return { ...outcome, verdict: discard() };
    if (event.senderId === 'far') return { ...outcome, verdict: reject(7) };
    if (event.senderId === 'thrown') throw new Error('as asked');
    if (event.senderId === 'hanging') return new Promise<never>(() => {});
    return outcome;
  }
}

async function startWithInterceptor(): Promise<TestPresend> {
  const presend = await TestPresend.start({
    policies: [WordPolicy],
    interceptors: [Acting],
    deadlineMs: 300,
  });
  stop = () => presend.stop();
  Acting.events = [];
  return presend;
}
const send = (presend: TestPresend, sender: string, text = 'hello') =>
  presend.tencent(GROUP, groupMessage(text, { From_Account: sender }));

describe("a host's interceptor", () => {
  it('changes the verdict, and the record holds the verdict of the reply', async () => {
    const presend = await startWithInterceptor();
    expect((await send(presend, 'rejected')).json).toMatchObject({ ErrorCode: 10150, ErrorInfo: 'Not now.' });
    expect((await send(presend, 'dropped')).json).toMatchObject({ ErrorCode: 2 });
    expect((await send(presend, 'far')).json).toMatchObject({ ErrorCode: 1 });
    const records = await presend.records();
    expect(records.map(({ verdict, code, decidedBy }) => [verdict, code, decidedBy])).toEqual([
      ['reject', 1, 'acting'],
      ['discard', null, 'acting'],
      ['reject', 10150, 'acting'],
    ]);
  });

  it.each([
    ['thrown', 'interceptor acting threw Error: as asked'],
    ['hanging', 'interceptor acting passed the deadline of 300 ms'],
    ['lazy', 'interceptor acting returned what is not an outcome'],
  ])('leaves the outcome of the policies if it is %s, and the record names it', async (sender, failure) => {
    const presend = await startWithInterceptor();
    expect((await send(presend, sender, 'casino')).json).toMatchObject({ ErrorCode: 10101 });
    expect((await send(presend, sender)).json).toMatchObject({ ErrorCode: 0 });
    const records = await presend.records();
    expect(records.map((record) => [record.verdict, record.failure])).toEqual([
      ['allow', failure],
      ['reject', failure],
    ]);
  });

  it('keeps its verdict if the message is delivered twice, and one record is written', async () => {
    const presend = await startWithInterceptor();
    const message = groupMessage('hello', { From_Account: 'rejected' });
    const first = await presend.tencent(GROUP, message);
    expect((await presend.tencent(GROUP, message)).text).toBe(first.text);
    expect(await presend.records()).toHaveLength(1);
  });
});
