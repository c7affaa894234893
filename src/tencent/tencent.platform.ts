import { Inject, Injectable } from '@nestjs/common';
import { objectOf } from '../json/readable-text.js';
import type { CallbackEvent, MessageElement } from '../pipeline/callback-event.js';
import type { Enrichment } from '../pipeline/extensions/message-enricher.js';
import type { CallbackPlatform, EventHead, Rejection } from '../pipeline/commands/callback-platform.js';
import { UnauthenticatedCallerException } from '../pipeline/callback.exceptions.js';
import type { Callback } from '../pipeline/callback.js';
import type { Outcome } from '../pipeline/outcome.js';
import { TENCENT_CODE_RANGES } from './tencent-code-ranges.js';
import { TencentLevels } from './tencent-levels.js';
import { TencentOptions } from './tencent-options.js';
import { tencentFacts } from './tencent-facts.js';

const REJECT = 1;
const DISCARD = 2;

const REASONS: Readonly<Record<Rejection, string>> = {
  'foreign-caller': 'The caller is not one of ours.',
  'body-too-large': 'The body is too large.',
  'url-too-long': 'The url is too long.',
  'method-not-allowed': 'Only POST is answered here.',
};

/** Tencent's request and reply format, the same for Chat, Live and official accounts. */
@Injectable()
export class TencentPlatform implements CallbackPlatform {
  readonly name = 'tencent';
  readonly messageMember = 'MsgBody';
  readonly plainRejectionCode = REJECT;
  readonly canDiscard = true;
  readonly elementType = tencentFacts.elementType;
  readonly elementContent = tencentFacts.elementContent;
  readonly textElement = tencentFacts.textElement;
  readonly isAdminCall = tencentFacts.isAdminCall;
  readonly codeRanges = TENCENT_CODE_RANGES;

  readonly #levels = new TencentLevels();

  constructor(@Inject(TencentOptions) private readonly options: Pick<TencentOptions, 'tencentPaths'>) {}

  matchesPath(path: string): boolean {
    return this.options.tencentPaths.some(
      (own) => path === own || (own !== '/' && path.startsWith(`${own}/`)),
    );
  }

  // Live's overview names the parameter WebhookCommand, its samples CallbackCommand.
  commandName({ query }: Callback): string {
    return query.get('callbackcommand') ?? query.get('webhookcommand') ?? '';
  }

  eventHead(callback: Callback): EventHead {
    const { query } = callback;
    return {
      command: callback.commandName,
      appId: query.get('sdkappid') ?? '',
      clientIp: query.get('clientip') || null,
      clientPlatform: query.get('optplatform') || null,
    };
  }

  /** The signature covers neither query nor body: an attacker may combine the query of one callback with another body. */
  verifyBody(callback: Callback, { CallbackCommand: command }: Readonly<Record<string, unknown>>): void {
    if (command === undefined || command === null) return;
    if (canonical(command) !== canonical(callback.commandName)) {
      throw new UnauthenticatedCallerException('the command of its body is not that of its query');
    }
  }

  // The guard refuses apps of other companies. Here it is enough that the id has the form of an SdkAppid.
  ownsApp(appId: string): boolean {
    return /^\d{1,20}$/.test(appId);
  }

  // The reply repeats an unchanged CloudCustomData beside a changed MsgBody, like the vendor's sample: the vendor does not
  // document whether it would keep a CloudCustomData that is left out.
  reply({ verdict, delivery, event }: Outcome): string {
    if (verdict.kind === 'discard') return `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":${DISCARD}}`;
    if (verdict.kind === 'reject') {
      const code = verdict.code ?? REJECT;
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

  mapTexts(element: MessageElement, change: (text: string) => string): MessageElement {
    const { Text, ...others } = objectOf(element['MsgContent']);
    if (element['MsgType'] !== 'TIMTextElem' || typeof Text !== 'string') return element;
    const changed = change(Text);
    return changed === Text ? element : { ...element, MsgContent: { Text: changed, ...others } };
  }

  stampLevel(event: CallbackEvent, level: string | null): Enrichment | undefined {
    return this.#levels.stamp(event, level);
  }

  rejection(rejection: Rejection): string {
    return `{"ActionStatus":"FAIL","ErrorInfo":${JSON.stringify(REASONS[rejection])},"ErrorCode":${REJECT}}`;
  }
}

/** The vendor's page of one command has two names for it: one in the url, the other in the sample's body. */
function canonical(command: unknown): unknown {
  return command === 'Live.CallbackMemberStateChanged' ? 'Live.CallbackAfterMemberStateChanged' : command;
}
