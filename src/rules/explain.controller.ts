import { Body, NotFoundException, Post } from '@nestjs/common';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { type CallbackEvent, createEvent } from '../pipeline/callback-event.js';
import { CommandTable } from '../pipeline/commands/command-table.js';
import { ExplainDto, type ImaginedMessageDto } from './explain.dto.js';
import { ExplanationItem } from './explanation-item.js';
import { KeywordListStore } from '../keywords/keyword-list.store.js';
import { MessageFacts } from './engine/message-facts.js';
import { NodeRates } from './engine/node-rates.js';
import { ActiveRuleSet } from './versions/active-rule-set.js';
import { RuleSetStore } from './versions/rule-set.store.js';

// Express reads a colon as the beginning of a parameter, unless it is escaped.
@AdminController('rules\\:explain')
export class ExplainController {
  constructor(
    private readonly sets: RuleSetStore,
    private readonly lists: KeywordListStore,
    private readonly registry: ActiveRuleSet,
    private readonly commands: CommandTable,
  ) {}

  @Post()
  @NeedsRole('viewer')
  @ApiCall({
    id: 'explainRules',
    summary: 'Tells what a version would do with a message, and why. Nothing is counted or kept.',
    answer: ExplanationItem,
    problems: [404],
  })
  async explain(@Body() { message, version }: ExplainDto): Promise<ExplanationItem> {
    const set = await this.sets.find(version);
    if (!set)
      throw new NotFoundException(
        `There is no version ${version ?? 'yet'}: GET /api/v1/rule-sets lists them.`,
      );
    const lists = await this.lists.load(set.lists);
    const { rules, keywords, vendors } = await this.registry.prepare({ ...set, lists });
    const factsOf = (): MessageFacts =>
      new MessageFacts(
        this.#eventOf(message),
        { level: message.level ?? '', strikes: message.strikes ?? 0 },
        (message.at ?? new Date()).getTime(),
        {
          keywords,
          // Rates of its own: this message counts for nobody else.
          rates: new NodeRates(),
          vendors,
        },
      );
    const { verdict, ...judgement } = await rules.evaluate(factsOf());
    const isReject = verdict?.kind === 'reject';
    return {
      version: set.version,
      verdict: verdict?.kind ?? 'allow',
      code: isReject ? verdict.code : null,
      info: isReject ? verdict.info : null,
      judgement,
      rules: await rules.explain(factsOf()),
      keywords: Object.fromEntries(lists.map(({ name }) => [name, keywords.find(name, message.text)])),
    };
  }

  /** The event of an imagined message; without an app it is one of the first platform's. */
  #eventOf(message: ImaginedMessageDto): CallbackEvent {
    const { app, text, sender = null } = message;
    const platforms = [...this.commands.platforms];
    const platform = platforms.find((one) => app !== undefined && one.ownsApp(app)) ?? platforms[0]!;
    return createEvent({
      platform: platform.name,
      family: message.family ?? 'group',
      kind: message.kind,
      command: message.command ?? '',
      appId: app ?? '',
      conversationId: message.conversation,
      conversationType: message.conversationType,
      senderId: sender,
      operatorId: message.operator,
      memberId: sender,
      clientPlatform: message.platform,
      elements: platform.textElement ? [platform.textElement(text)] : [],
      text,
      cloudCustomData: message.customData,
    });
  }
}
