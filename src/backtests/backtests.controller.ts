import {
  BadRequestException,
  Body,
  ConflictException,
  Get,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { NumberPathDto } from '../admin/number-path.dto.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { ShowsMessages } from '../admin/audit/audit.interceptor.js';
import { pageOf } from '../admin/page.js';
import { RuleSet } from '../rules/engine/rule-set.js';
import { ActiveRuleSet } from '../rules/versions/active-rule-set.js';
import { RuleSetStore } from '../rules/versions/rule-set.store.js';
import type { Rule } from '../rules/engine/rule.js';
import { BacktestRunner } from './backtest-runner.js';
import { BacktestWishDto, BacktestPageDto } from './backtest.dto.js';
import { BacktestStore } from './backtest.store.js';
import { Backtest, BacktestPage, ReadableSamples } from './backtest-item.js';
import type { BacktestScope, Candidate } from './backtest.js';
import { rulesForBacktest } from './candidate.js';

const ALL = '*';

@AdminController('backtests')
export class BacktestsController {
  constructor(
    private readonly store: BacktestStore,
    private readonly runner: BacktestRunner,
    private readonly sets: RuleSetStore,
    private readonly registry: ActiveRuleSet,
  ) {}

  @Post()
  @ApiCall({
    id: 'startBacktest',
    summary: 'Has stored messages judged again by other rules; nothing is changed by it.',
    status: 201,
    answer: Backtest,
    problems: [404, 422],
  })
  async create(@Body() wish: BacktestWishDto, @CurrentAdminKey() { name }: KeyHolder): Promise<Backtest> {
    const scope = scopeOf(wish);
    const candidate = await this.#candidateOf(wish);
    await RuleSet.compile(candidate.rules, this.registry.surroundings(Object.keys(candidate.lists)));
    const backtest = await this.store.add(candidate, scope, name);
    void this.runner.look();
    return backtest;
  }

  @Get()
  @ApiCall({
    id: 'listBacktests',
    summary: 'Lists backtests, newest first, without their reports.',
    answer: BacktestPage,
  })
  async list(@Query() { limit, cursor }: BacktestPageDto): Promise<BacktestPage> {
    return pageOf(await this.store.list(limit + 1, cursor), limit, ({ id }) => id);
  }

  @Get(':id')
  @ApiCall({
    id: 'getBacktest',
    summary: 'Shows how far a backtest is, and at the end its report.',
    answer: Backtest,
    problems: [404],
  })
  async get(@Param() { id }: NumberPathDto): Promise<Backtest> {
    const found = await this.store.find(id);
    if (!found) throw new NotFoundException(`There is no backtest ${id}: GET /api/v1/backtests lists them.`);
    return found;
  }

  @Get(':id/samples')
  @NeedsRole('moderator')
  @ShowsMessages(true)
  @ApiCall({
    id: 'getBacktestSamples',
    summary: 'Shows the samples of a report with what people wrote.',
    answer: ReadableSamples,
    problems: [404, 409],
  })
  async samples(@Param() { id }: NumberPathDto): Promise<ReadableSamples> {
    const { report } = await this.get({ id });
    if (!report) throw new ConflictException(`Backtest ${id} has no report yet.`);
    const texts = await this.store.textsOf(report.samples);
    return { items: report.samples.map((sample) => ({ ...sample, text: texts.get(sample.id) ?? null })) };
  }

  @Post(':id/cancel')
  @ApiCall({ id: 'cancelBacktest', summary: 'Stops a backtest.', status: 204, problems: [404, 409] })
  async cancel(@Param() { id }: NumberPathDto): Promise<void> {
    const { state } = await this.get({ id });
    if (!(await this.store.cancel(id))) throw new ConflictException(`Backtest ${id} is ${state} already.`);
    this.runner.stop(id);
  }

  async #candidateOf({ version, rules, asLive = [] }: BacktestWishDto): Promise<Candidate> {
    const names = asLive.includes(ALL) ? true : asLive;
    if (rules) {
      if (version !== undefined)
        throw new BadRequestException('Give version or rules, not both: one of them judges.');
      const { lists } = (await this.sets.find()) ?? { lists: {} };
      const plain = JSON.parse(JSON.stringify(rules)) as Rule[];
      return { version: null, rules: rulesForBacktest(plain, names), lists };
    }
    const wanted = version ?? (await this.sets.active());
    const set = wanted === undefined ? undefined : await this.sets.find(wanted);
    if (!set)
      throw new NotFoundException(
        version === undefined
          ? 'No version was ever in force: give rules.'
          : `There is no version ${version}: GET /api/v1/rule-sets lists them.`,
      );
    return { version: set.version, rules: rulesForBacktest(set.rules, names), lists: set.lists };
  }
}

function scopeOf({ from, to = new Date(), app, family }: BacktestWishDto): BacktestScope {
  if (from && from >= to) throw new BadRequestException('from must be before to.');
  return { from: from?.getTime() ?? null, to: to.getTime(), app: app ?? null, family: family ?? null };
}
