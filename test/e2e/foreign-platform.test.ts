import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Injectable,
  Module,
  UseGuards,
} from '@nestjs/common';
import { IsString } from 'class-validator';
import {
  ANY_COMMAND,
  headerOnlyEvent,
  type Callback,
  CallbackBody,
  CallbackHandler,
  type CallbackHead,
  type CallbackPlatform,
  type CallbackRequest,
  CurrentCallback,
  type Decision,
  DecisionService,
  UnauthenticatedCallerException,
  type CallbackEvent,
  MutePolicy,
  type Outcome,
  type Rejection,
} from '../../src/index.js';
import { TestPresend } from '../support/presend.js';
import { WordPolicy } from '../support/word-policy.js';

@Injectable()
class AcmePlatform implements CallbackPlatform {
  readonly name = 'acme';
  readonly messageMember = 'message';
  readonly codeRanges = { acme: [100, 199] } as const;
  readonly plainRefusalCode = 42;
  readonly canDiscard = false;

  owns(path: string): boolean {
    return path.startsWith('/acme/');
  }

  ownsApp(appId: string): boolean {
    return appId === 'acme';
  }

  commandOf({ path }: Callback): string {
    return path.slice('/acme/'.length);
  }

  head(callback: Callback): CallbackHead {
    return { command: this.commandOf(callback), appId: 'acme', clientIp: null, clientPlatform: null };
  }

  envelope({ verdict }: Outcome): string {
    return JSON.stringify(verdict.kind === 'reject' ? { ok: false, code: verdict.code } : { ok: true });
  }

  refusal(refusal: Rejection): string {
    return JSON.stringify({ ok: false, why: refusal });
  }
}

@Injectable()
class AcmeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<CallbackRequest>();
    if (headers['x-acme-key'] === 'a key') return true;
    throw new UnauthenticatedCallerException('it has no key');
  }
}

class AcmeMessageDto {
  @IsString()
  from!: string;

  @IsString()
  message!: string;
}
class AnyDto {}

@Controller()
@UseGuards(AcmeGuard)
class AcmeController {
  constructor(private readonly decisions: DecisionService) {}

  @CallbackHandler(AcmePlatform, 'before-send', { family: 'acme', enrich: false })
  beforeSend(@CallbackBody() body: AcmeMessageDto, @CurrentCallback() callback: Callback): Promise<Decision> {
    const event: CallbackEvent = {
      ...headerOnlyEvent(callback),
      senderId: body.from,
      memberId: body.from,
      elements: [{ text: body.message }],
      text: body.message,
    };
    return this.decisions.decide(callback, event);
  }

  @CallbackHandler(AcmePlatform, ANY_COMMAND, { family: 'acme' })
  other(@CallbackBody() _body: AnyDto, @CurrentCallback() callback: Callback): Decision {
    return this.decisions.pass(callback, headerOnlyEvent(callback));
  }
}
Reflect.defineMetadata('design:paramtypes', [DecisionService], AcmeController);

@Module({ controllers: [AcmeController], providers: [AcmePlatform] })
class AcmeModule {}

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ policies: [MutePolicy, WordPolicy] }, [AcmeModule]);
});
afterAll(() => presend.stop());

const post = (path: string, body: unknown, key = 'a key') =>
  presend.request(path, { method: 'POST', headers: { 'x-acme-key': key }, body: JSON.stringify(body) });

it('is decided on, answered in its own envelope, and recorded like any other', async () => {
  expect((await post('/acme/before-send', { from: 'jared', message: 'hello' })).json).toEqual({ ok: true });
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({ family: 'acme', appId: 'acme', senderId: 'jared', body: 'hello' });
});

it('answers a code outside its range as its plain refusal', async () => {
  const { json } = await post('/acme/before-send', { from: 'jared', message: 'casino' });
  expect(json).toEqual({ ok: false, code: 42 });
  const [record] = await presend.records({ limit: '1' });
  expect(record.failure).toBe('code 10101 is outside 100–199 of acme: answered as 42');
});

it('refuses callers by its own guard', async () => {
  const { status, json } = await post('/acme/before-send', {}, 'no key');
  expect([status, json]).toEqual([403, { ok: false, why: 'foreign-caller' }]);
});

it('takes unknown commands, and malformed bodies', async () => {
  expect((await post('/acme/whatever', { a: 1 })).json).toEqual({ ok: true });
  expect((await post('/acme/before-send', { from: 1 })).json).toEqual({ ok: true });
});

it('has its own range of codes in the admin API', async () => {
  expect((await presend.admin('PUT', 'mutes/acme/mallory', { code: 150 })).status).toBe(200);
  expect((await presend.admin('PUT', 'mutes/acme/mallory', { code: 10101 })).status).toBe(400);
  expect((await post('/acme/before-send', { from: 'mallory', message: 'hi' })).json).toEqual({
    ok: false,
    code: 150,
  });
});
