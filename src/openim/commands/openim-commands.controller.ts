import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { InShort } from '../../pipeline/callback-route.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import { AnyDto } from '../any.dto.js';
import { OpenimCallbacks } from '../openim-callback.decorator.js';
import { openimCommandEvent } from './openim-command-event.js';
import { ACTIONS, namesOf, NOTICES } from './openim-commands.js';
import { isNotification } from '../openim-content.js';
import { ProfileMismatchLogger } from '../profile-mismatch-logger.js';

type Body = Readonly<Record<string, unknown>>;

const IN_SHORT: InShort = {
  dto: AnyDto,
  event: (callback: Callback, body: Body) =>
    isNotification(body['contentType']) ? undefined : openimCommandEvent(callback, body),
};

const COMMANDS = [...namesOf([...ACTIONS, ...NOTICES])].map(([command, { kind, refusesTargets }]) => ({
  command,
  kind,
  refusesTargets,
  enrich: false,
  // What has happened is never judged: it has nothing to leave out where there is no time.
  ...(kind === 'action' && { inShort: IN_SHORT }),
}));

/** What people want to do with groups, friends and accounts, whom a message is pushed to, and what has happened. */
@Controller()
export class OpenimCommandsController {
  constructor(
    private readonly decisions: DecisionService,
    private readonly profile: ProfileMismatchLogger,
  ) {}

  @OpenimCallbacks(COMMANDS)
  async handle(@CallbackBody() body: AnyDto, @CurrentCallback() callback: Callback): Promise<Decision> {
    this.profile.see(callback.route.command);
    const event = openimCommandEvent(callback, body as Body);
    // Typing, receipts and the server's own notifications: whom they are pushed to is nobody's question.
    if (event.kind === 'action' && isNotification(event.request['contentType']))
      return this.decisions.pass(callback, event);
    return this.decisions.decide(callback, event);
  }
}
