import { Injectable } from '@nestjs/common';
import { objectOf } from '../json/readable-text.js';
import type { MessageElement } from '../pipeline/callback-event.js';
import type { CallbackHead, CallbackPlatform, Rejection } from '../pipeline/callback-platform.js';
import { UnauthenticatedCallerException } from '../pipeline/callback.exceptions.js';
import type { Callback } from '../pipeline/callback.js';
import type { Outcome } from '../pipeline/outcome.js';
import { SdkAppidGuard } from './sdk-appid.guard.js';
import { TENCENT_CODE_RANGES } from './tencent-code-ranges.js';
import { tencentFacts } from './tencent-facts.js';

const REFUSE = 1;
const DISCARD = 2;

const REASONS: Readonly<Record<Rejection, string>> = {
  'foreign-caller': 'The caller is not one of ours.',
  'body-too-large': 'The body is too large.',
  'url-too-long': 'The url is too long.',
  'method-not-allowed': 'Only POST is answered here.',
};

/** Tencent's way to call and to be answered, the same for Chat, Live and official accounts. */
@Injectable()
export class TencentPlatform implements CallbackPlatform {
  readonly name = 'tencent';
  readonly messageMember = 'MsgBody';
  readonly plainRefusalCode = REFUSE;
  readonly canDiscard = true;
  readonly callerGuard = SdkAppidGuard;
  readonly elementType = tencentFacts.elementType;
  readonly elementContent = tencentFacts.elementContent;
  readonly textElement = tencentFacts.textElement;
  readonly isAdminCall = tencentFacts.isAdminCall;
  readonly codeRanges = TENCENT_CODE_RANGES;

  constructor(private readonly guard: SdkAppidGuard) {}

  authenticate(callback: Callback): void {
    this.guard.check(callback);
  }

  owns(path: string): boolean {
    return path === '/' || path === '/tencent' || path.startsWith('/tencent/');
  }

  // The overview of Live prints the parameter as WebhookCommand, its samples as CallbackCommand.
  commandOf({ query }: Callback): string {
    return query.get('callbackcommand') ?? query.get('webhookcommand') ?? '';
  }

  head({ query, command }: Callback): CallbackHead {
    return {
      command,
      appId: query.get('sdkappid') ?? '',
      clientIp: query.get('clientip') || null,
      clientPlatform: query.get('optplatform') || null,
    };
  }

  /** The signature covers neither query nor body: a forger may have paired one with another. */
  admit(callback: Callback, { CallbackCommand: command }: Readonly<Record<string, unknown>>): void {
    if (command === undefined || command === null) return;
    if (canonical(command) !== canonical(callback.command)) {
      throw new UnauthenticatedCallerException('the command of its body is not that of its query');
    }
  }

  // Foreign apps of Tencent are refused by the guard; here it is enough that the id looks like one.
  ownsApp(appId: string): boolean {
    return /^\d{1,20}$/.test(appId);
  }

  // An unchanged CloudCustomData is sent along with a changed MsgBody, as the vendor's own sample does: whether
  // leaving it out would keep it is not documented.
  envelope({ verdict, delivery, event }: Outcome): string {
    if (verdict.kind === 'discard') return `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":${DISCARD}}`;
    if (verdict.kind === 'reject') {
      const code = verdict.code ?? REFUSE;
      return `{"ActionStatus":"OK","ErrorInfo":${JSON.stringify(verdict.info)},"ErrorCode":${code}}`;
    }
    if (!delivery) return '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}';
    const { elements } = delivery;
    const kept = event.cloudCustomData === null ? null : JSON.stringify(event.cloudCustomData);
    const customData = delivery.cloudCustomData ?? kept;
    const body = elements === null ? '' : `,"MsgBody":${elements}`;
    return `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0${body}${
      customData === null ? '' : `,"CloudCustomData":${customData}`
    }}`;
  }

  withTexts(element: MessageElement, change: (text: string) => string): MessageElement {
    const { Text, ...others } = objectOf(element['MsgContent']);
    if (element['MsgType'] !== 'TIMTextElem' || typeof Text !== 'string') return element;
    const changed = change(Text);
    return changed === Text ? element : { ...element, MsgContent: { Text: changed, ...others } };
  }

  refusal(refusal: Rejection): string {
    return `{"ActionStatus":"FAIL","ErrorInfo":${JSON.stringify(REASONS[refusal])},"ErrorCode":${REFUSE}}`;
  }
}

/** The page of one command has two names for it: one in its url, the other in its sample's body. */
function canonical(command: unknown): unknown {
  return command === 'Live.CallbackMemberStateChanged' ? 'Live.CallbackAfterMemberStateChanged' : command;
}
