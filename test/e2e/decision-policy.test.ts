import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  allow,
  CallbackExpressAdapter,
  type DecisionPolicy,
  type CallbackEvent,
  PresendModule,
  reject,
  type ExtensionContext,
} from '../../src/index.js';
import { createDatabase } from '../support/database.js';
import { ALLOWED, GROUP, groupMessage, tencentPath } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';

const DEADLINE_MS = 400;
let presend: TestPresend;
afterEach(() => presend.stop());

class Vip implements DecisionPolicy {
  readonly name = 'vip';
  decide({ senderId }: CallbackEvent) {
    return senderId === 'vip' ? allow() : undefined;
  }
}

class Night implements DecisionPolicy {
  readonly name = 'night';
  async decide() {
    return reject(10110, 'Good night.');
  }
}

class Hanging implements DecisionPolicy {
  readonly name = 'hanging';
  static aborted = 0;
  decide(_event: CallbackEvent, { signal }: ExtensionContext) {
    signal.addEventListener('abort', () => Hanging.aborted++);
    return new Promise<undefined>(() => {});
  }
}

class Throwing implements DecisionPolicy {
  readonly name = 'throwing';
  decide(): undefined {
    throw new Error('no words');
  }
}

class LateRejection implements DecisionPolicy {
  readonly name = 'late';
  async decide(): Promise<undefined> {
    await new Promise((resolve) => setTimeout(resolve, DEADLINE_MS + 100));
    throw new Error('too late for anybody');
  }
}

it('asks policies in the listed order, and the first verdict wins', async () => {
  presend = await TestPresend.start({ policies: [Vip, Night] });
  const vip = await presend.tencent(GROUP, groupMessage('hello', { From_Account: 'vip' }));
  const other = await presend.tencent(GROUP, groupMessage('hello'));
  expect(vip.text).toBe(ALLOWED);
  expect(other.json).toMatchObject({ ErrorCode: 10110, ErrorInfo: 'Good night.' });
  const [second, first] = await presend.records();
  expect([first.decidedBy, second.decidedBy]).toEqual(['vip', 'night']);
});

it('asks the next policy after one that throws, and the record names the one that threw', async () => {
  presend = await TestPresend.start({ policies: [Throwing, Night] });
  const { json } = await presend.tencent(GROUP, groupMessage('hello'));
  expect(json.ErrorCode).toBe(10110);
  const [record] = await presend.records();
  expect(record).toMatchObject({ decidedBy: 'night', failure: 'policy throwing threw Error: no words' });
});

it('aborts a hanging policy at the deadline, and replies by the failure policy', async () => {
  presend = await TestPresend.start({
    policies: [Hanging],
    deadlineMs: DEADLINE_MS,
    onFailure: { default: 'allow', group: 'reject' },
  });
  const start = performance.now();
  const { json } = await presend.tencent(GROUP, groupMessage('hello'));
  expect(performance.now() - start).toBeLessThan(DEADLINE_MS + 300);
  expect(json.ErrorCode).toBe(1);
  expect(Hanging.aborted).toBe(1);
  const [record] = await presend.records();
  expect(record).toMatchObject({
    decidedBy: 'failure-policy',
    failure: `policy hanging passed the deadline of ${DEADLINE_MS} ms`,
  });
});

it('applies one deadline to all policies together', async () => {
  presend = await TestPresend.start({ policies: [Hanging, LateRejection], deadlineMs: DEADLINE_MS });
  const start = performance.now();
  await presend.tencent(GROUP, groupMessage('hello'));
  expect(performance.now() - start).toBeLessThan(2 * DEADLINE_MS);
});

it('survives a promise that is rejected after the deadline', async () => {
  presend = await TestPresend.start({ policies: [LateRejection], deadlineMs: DEADLINE_MS });
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  await presend.tencent(GROUP, groupMessage('hello'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

it('skips a policy that keeps failing, and reports it in the health check and the metrics', async () => {
  presend = await TestPresend.start({ policies: [Throwing] });
  for (let i = 0; i < 21; i++) await presend.tencent(GROUP, groupMessage('hello'));
  const [record] = await presend.records({ limit: '1' });
  expect(record.failure).toBe('policy throwing was not asked: its breaker is open');
  const ready = await presend.request('/health/ready', {});
  expect(ready.status).toBe(200);
  expect(ready.json).toMatchObject({ status: 'degraded', breakers: { 'policy throwing': 'open' } });
  const { text } = await presend.request('/metrics', {});
  expect(text).toContain('presend_breaker_state{kind="policy",name="throwing"} 2');
  expect(text).toContain('presend_extension_failures_total{kind="policy",name="throwing",reason="error"} 20');
});

it('gets the dependencies of a policy from Nest, and lets a test replace the policy', async () => {
  @Injectable()
  class WordList {
    readonly words = ['casino'];
  }
  @Module({ providers: [WordList], exports: [WordList] })
  class WordListModule {}
  @Injectable()
  class BlockedWords implements DecisionPolicy {
    readonly name = 'blocked-words';
    constructor(private readonly list: WordList) {}
    decide({ text }: CallbackEvent) {
      return this.list.words.some((word) => text.includes(word))
        ? reject(10101, 'Please rephrase.')
        : undefined;
    }
  }
  Reflect.defineMetadata('design:paramtypes', [WordList], BlockedWords);

  presend = await TestPresend.start({ imports: [WordListModule], policies: [BlockedWords] });
  expect((await presend.tencent(GROUP, groupMessage('casino'))).json.ErrorCode).toBe(10101);

  const databaseUrl = await createDatabase();
  const host = await Test.createTestingModule({
    imports: [
      PresendModule.forRoot({
        databaseUrl,
        sdkAppIds: [APP],
        imports: [WordListModule],
        policies: [BlockedWords],
      }),
    ],
  })
    .overrideProvider(BlockedWords)
    .useValue({ name: 'mock', decide: () => reject(10102, 'mocked') })
    .compile();
  const app = host.createNestApplication(new CallbackExpressAdapter());
  await app.listen(0, '127.0.0.1');
  const response = await fetch((await app.getUrl()) + tencentPath(GROUP), {
    method: 'POST',
    body: JSON.stringify(groupMessage('hello')),
  });
  expect(await response.json()).toMatchObject({ ErrorCode: 10102 });
  await app.close();
});

it.each(['a class', 'a dynamic module', 'a module that exports it again', 'a forward reference'])(
  "takes a policy from a module that exports it, with that module's private providers: %s",
  async (form) => {
    @Injectable()
    class PrivateList {
      static built = 0;
      readonly word = 'casino';
      constructor() {
        PrivateList.built++;
      }
    }
    @Injectable()
    class ListPolicy implements DecisionPolicy {
      readonly name = 'list';
      constructor(private readonly list: PrivateList) {}
      decide({ text }: CallbackEvent) {
        return text.includes(this.list.word) ? reject(10101) : undefined;
      }
    }
    Reflect.defineMetadata('design:paramtypes', [PrivateList], ListPolicy);
    @Module({ providers: [PrivateList, ListPolicy], exports: [ListPolicy] })
    class ListModule {}
    @Module({ imports: [ListModule], exports: [ListModule] })
    class OuterModule {}
    @Module({})
    class EmptyModule {}
    const dynamic = { module: EmptyModule, providers: [PrivateList, ListPolicy], exports: [ListPolicy] };
    const modules = {
      'a class': ListModule,
      'a dynamic module': dynamic,
      'a module that exports it again': OuterModule,
      'a forward reference': { forwardRef: () => ListModule },
    };
    const imports = [modules[form as keyof typeof modules]];
    presend = await TestPresend.start({ imports, policies: [{ useExisting: ListPolicy }] });
    expect((await presend.tencent(GROUP, groupMessage('casino'))).json.ErrorCode).toBe(10101);
    expect(PrivateList.built).toBe(1);
  },
);
