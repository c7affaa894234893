import { Injectable } from '@nestjs/common';
import type { CallbackHead, CallbackPlatform, Refusal } from '../callback/callback-platform.js';
import type { Callback } from '../callback/callback.js';
import { memberSpans } from '../callback/json-spans.js';
import type { Delivery, Outcome } from '../callback/outcome.js';
import { objectOf } from '../callback/readable-text.js';
import { OPENIM_CODE_RANGES } from './openim-code-ranges.js';
import { segmentsOf } from './openim-path.js';
import { OpenimSecretGuard } from './openim-secret.guard.js';

/** `appId` of all that comes from OpenIM. */
export const OPENIM_APP = 'openim';

/** The plain refusal; below 100 some OpenIM servers deliver. */
const REFUSED = 5001;
const REFUSED_INFO = 'The message was refused.';

/** OpenIM copies these answers' fields over the request's, missing ones included: to allow is to repeat them. */
const ECHOING_COMMANDS: ReadonlySet<string> = new Set([
  'callbackBeforeSetGroupInfoCommand',
  'callbackBeforeSetGroupInfoExCommand',
]);
const GROUP_INFO_FIELDS = [
  'groupID',
  'groupName',
  'notification',
  'introduction',
  'faceURL',
  'ex',
  'needVerification',
  'lookMemberInfo',
  'applyMemberFriend',
];

const REFUSALS: Readonly<Record<Refusal, readonly [code: number, info: string]>> = {
  'foreign-caller': [5403, 'The caller is not one of ours.'],
  'body-too-large': [5413, 'The body is too large.'],
  'url-too-long': [5414, 'The url is too long.'],
  'method-not-allowed': [5405, 'Only POST is answered here.'],
};

/** OpenIM's way to call and to be answered (3.7 and later: a reject is actionCode 0 with nextCode 1). */
@Injectable()
export class OpenimPlatform implements CallbackPlatform {
  readonly name = 'openim';
  readonly messageMember = 'content';
  readonly plainRefusalCode = REFUSED;
  readonly canDiscard = false;
  readonly codeRanges = OPENIM_CODE_RANGES;

  constructor(private readonly guard: OpenimSecretGuard) {}

  checkCaller(callback: Callback): void {
    this.guard.check(callback);
  }

  owns(path: string): boolean {
    return path === '/openim' || path.startsWith('/openim/');
  }

  commandOf(callback: Callback): string {
    return (
      segmentsOf(callback.path).command ||
      callback.query.get('command') ||
      callback.query.get('callbackcommand') ||
      callback.stringMember('callbackCommand') ||
      ''
    );
  }

  head(callback: Callback): CallbackHead {
    return { command: this.commandOf(callback), appId: OPENIM_APP, clientIp: null, clientPlatform: null };
  }

  ownsApp(appId: string): boolean {
    return appId === OPENIM_APP;
  }

  envelope({ verdict, delivery, event, requestText }: Outcome): string {
    if (verdict.kind === 'allow') {
      return allowance(ECHOING_COMMANDS.has(event.command) ? echoOf(requestText) : changesOf(delivery));
    }
    // A discard has become a reject before it gets here.
    if (verdict.kind === 'discard') return rejection(REFUSED, REFUSED_INFO);
    return rejection(verdict.code ?? REFUSED, verdict.info || REFUSED_INFO);
  }

  refusal(refusal: Refusal): string {
    return rejection(...REFUSALS[refusal]);
  }
}

/** @param more further members, each with a comma before it */
function allowance(more: string): string {
  return `{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0${more}}`;
}

function echoOf(requestText: string): string {
  const members = isJson(requestText) ? memberSpans(requestText) : undefined;
  return GROUP_INFO_FIELDS.flatMap((name) => {
    const span = members?.get(name);
    return span ? [`,"${name}":${requestText.slice(span[0], span[1])}`] : [];
  }).join('');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// Only callbackBeforeMsgModifyCommand ever has a delivery: before-send answers cannot carry a change.
function changesOf(delivery: Delivery | null): string {
  const content = delivery?.elements ? `,"content":${JSON.stringify(contentOf(delivery.elements))}` : '';
  const ex = delivery?.cloudCustomData ? `,"ex":${delivery.cloudCustomData}` : '';
  return content + ex;
}

function rejection(code: number, info: string): string {
  return `{"actionCode":0,"errCode":${code},"errMsg":${JSON.stringify(info)},"errDlt":"","nextCode":1}`;
}

/** The content of the one element, a JSON text again. */
function contentOf(elements: string): string {
  const [element] = JSON.parse(elements) as unknown[];
  const { content } = objectOf(element);
  return typeof content === 'string' ? content : JSON.stringify(content ?? {});
}
