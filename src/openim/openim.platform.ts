import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { CallbackPlatform, EventHead, Rejection } from '../pipeline/commands/callback-platform.js';
import type { Callback } from '../pipeline/callback.js';
import type { CallbackEvent, MessageElement } from '../pipeline/callback-event.js';
import type { Enrichment } from '../pipeline/extensions/message-enricher.js';
import type { Outcome } from '../pipeline/outcome.js';
import { objectOf } from '../json/readable-text.js';
import { OPENIM_CODE_RANGES } from './openim-code-ranges.js';
import { replyMembers, isWordFilter } from './commands/openim-commands.js';
import { OpenimReplyFormat } from './openim-reply-format.js';
import { openimFacts } from './openim-facts.js';
import { OpenimOptions } from './openim-options.js';
import { segmentsOf } from './openim-path.js';
import { CANNOT_REJECT } from './openim-profile.js';
import { stampLevelInEx } from './openim-level.js';
import { changedElement } from './openim-text-change.js';
import { ProfileMismatchLogger } from './profile-mismatch-logger.js';

/** The `appId` of every event of OpenIM. */
export const OPENIM_APP = 'openim';

/** The code of a reject that names none. With a code below 100 some OpenIM servers deliver. */
const PLAIN_CODE = 5001;
const PLAIN_INFO = 'The message was refused.';

const REJECTIONS: Readonly<Record<Rejection, readonly [code: number, info: string]>> = {
  'foreign-caller': [5403, 'The caller is not one of ours.'],
  'body-too-large': [5413, 'The body is too large.'],
  'url-too-long': [5414, 'The url is too long.'],
  'method-not-allowed': [5405, 'Only POST is answered here.'],
};

/** The request and reply format of OpenIM, in the version of `OPENIM_PROFILE`. */
@Injectable()
export class OpenimPlatform implements CallbackPlatform, OnApplicationBootstrap {
  readonly name = 'openim';
  readonly messageMember = 'content';
  readonly plainRejectionCode = PLAIN_CODE;
  readonly canDiscard = false;
  readonly elementType = openimFacts.elementType;
  readonly elementContent = openimFacts.elementContent;
  readonly textElement = openimFacts.textElement;
  readonly isAdminCall = openimFacts.isAdminCall;
  readonly codeRanges = OPENIM_CODE_RANGES;

  readonly cannotReject: string | undefined;
  readonly #format: OpenimReplyFormat;
  readonly #logger = new Logger(OpenimPlatform.name);

  constructor(
    private readonly mismatches: ProfileMismatchLogger,
    @Inject(OpenimOptions) private readonly options: Pick<OpenimOptions, 'openimProfile' | 'openimPath'>,
  ) {
    const { openimProfile } = options;
    this.#format = new OpenimReplyFormat(openimProfile);
    this.cannotReject = openimProfile === 'v3.6' ? CANNOT_REJECT : undefined;
  }

  onApplicationBootstrap(): void {
    if (this.cannotReject !== undefined) {
      this.#logger.error(
        `OPENIM_PROFILE is ${this.options.openimProfile}: this OpenIM IGNORES EVERY REJECT. It delivers every message, ` +
          'whatever policies and rules say, with the changes (masked words, levels). Upgrade it to 3.7 or later.',
      );
    }
  }

  matchesPath(path: string): boolean {
    const { openimPath } = this.options;
    return path === openimPath || path.startsWith(`${openimPath}/`);
  }

  commandName(callback: Callback): string {
    return (
      segmentsOf(callback.path, this.options.openimPath).command ||
      callback.query.get('command') ||
      callback.query.get('callbackcommand') ||
      callback.stringMember('callbackCommand') ||
      ''
    );
  }

  eventHead(callback: Callback): EventHead {
    return { command: callback.commandName, appId: OPENIM_APP, clientIp: null, clientPlatform: null };
  }

  /** The body always belongs to the url. The server may have another version than the configured one: that is logged. */
  verifyBody(callback: Callback): void {
    this.mismatches.check(callback.commandName);
  }

  ownsApp(appId: string): boolean {
    return appId === OPENIM_APP;
  }

  mapTexts(element: MessageElement, change: (text: string) => string): MessageElement {
    return changedElement(element, change);
  }

  stampLevel(event: CallbackEvent, level: string | null): Enrichment | undefined {
    return stampLevelInEx(event, level);
  }

  reply(outcome: Outcome): string {
    const { verdict, event, requestText } = outcome;
    const operation = (): string => operationOf(requestText);
    if (verdict.kind === 'allow') return this.#format.allowance(operation, replyMembers(outcome));
    // The pipeline has already turned a discard into a reject.
    const code = verdict.kind === 'reject' ? verdict.code : null;
    const info = (verdict.kind === 'reject' && verdict.info) || PLAIN_INFO;
    if (isWordFilter(event.command)) return this.#format.wordFilterRejection(info, operation);
    return this.#format.rejection(code ?? PLAIN_CODE, info, operation);
  }

  rejection(rejection: Rejection): string {
    return this.#format.rejection(...REJECTIONS[rejection]);
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
