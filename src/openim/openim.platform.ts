import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { CallbackHead, CallbackPlatform, Rejection } from '../pipeline/callback-platform.js';
import type { Callback } from '../pipeline/callback.js';
import type { MessageElement } from '../pipeline/callback-event.js';
import type { Outcome } from '../pipeline/outcome.js';
import { objectOf } from '../json/readable-text.js';
import { OPENIM_CODE_RANGES } from './openim-code-ranges.js';
import { answerOf, isWordFilter } from './commands/openim-commands.js';
import { OpenimEnvelope } from './openim-envelope.js';
import { openimFacts } from './openim-facts.js';
import { OpenimOptions } from './openim-options.js';
import { segmentsOf } from './openim-path.js';
import { CANNOT_REJECT } from './openim-profile.js';
import { OpenimSecretGuard } from './openim-secret.guard.js';
import { changedElement } from './openim-text-change.js';

/** `appId` of all that comes from OpenIM. */
export const OPENIM_APP = 'openim';

/** The plain refusal; below 100 some OpenIM servers deliver. */
const REFUSED = 5001;
const REFUSED_INFO = 'The message was refused.';

const REFUSALS: Readonly<Record<Rejection, readonly [code: number, info: string]>> = {
  'foreign-caller': [5403, 'The caller is not one of ours.'],
  'body-too-large': [5413, 'The body is too large.'],
  'url-too-long': [5414, 'The url is too long.'],
  'method-not-allowed': [5405, 'Only POST is answered here.'],
};

/** OpenIM's way to call and to be answered, as the version of `OPENIM_PROFILE` has it. */
@Injectable()
export class OpenimPlatform implements CallbackPlatform, OnApplicationBootstrap {
  readonly name = 'openim';
  readonly messageMember = 'content';
  readonly plainRefusalCode = REFUSED;
  readonly canDiscard = false;
  readonly callerGuard = OpenimSecretGuard;
  readonly elementType = openimFacts.elementType;
  readonly elementContent = openimFacts.elementContent;
  readonly textElement = openimFacts.textElement;
  readonly isAdminCall = openimFacts.isAdminCall;
  readonly codeRanges = OPENIM_CODE_RANGES;

  readonly cannotReject: string | undefined;
  readonly #envelope: OpenimEnvelope;
  readonly #logger = new Logger(OpenimPlatform.name);

  constructor(
    private readonly guard: OpenimSecretGuard,
    @Inject(OpenimOptions) private readonly options: Pick<OpenimOptions, 'openimProfile'>,
  ) {
    const { openimProfile } = options;
    this.#envelope = new OpenimEnvelope(openimProfile);
    this.cannotReject = openimProfile === 'v3.6' ? CANNOT_REJECT : undefined;
  }

  onApplicationBootstrap(): void {
    if (this.cannotReject !== undefined) {
      this.#logger.error(
        `OPENIM_PROFILE is ${this.options.openimProfile}: this OpenIM DROPS EVERY REJECT. Nothing is refused, ` +
          'whatever policies and rules say; changes (masked words, levels) are delivered. Upgrade it to 3.7 or later.',
      );
    }
  }

  authenticate(callback: Callback): void {
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

  withTexts(element: MessageElement, change: (text: string) => string): MessageElement {
    return changedElement(element, change);
  }

  envelope(outcome: Outcome): string {
    const { verdict, event, requestText } = outcome;
    const operation = (): string => operationOf(requestText);
    if (verdict.kind === 'allow') return this.#envelope.allowance(operation, answerOf(outcome));
    // A discard has become a reject before it gets here.
    const code = verdict.kind === 'reject' ? verdict.code : null;
    const info = (verdict.kind === 'reject' && verdict.info) || REFUSED_INFO;
    if (isWordFilter(event.command)) return this.#envelope.wordFilterRejection(info, operation);
    return this.#envelope.rejection(code ?? REFUSED, info, operation);
  }

  refusal(refusal: Rejection): string {
    return this.#envelope.rejection(...REFUSALS[refusal]);
  }
}

function operationOf(requestText: string): string {
  try {
    const { operationID } = objectOf(JSON.parse(requestText));
    return typeof operationID === 'string' ? operationID : '';
  } catch {
    return '';
  }
}
