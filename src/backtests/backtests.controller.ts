import {
  BadRequestException,
  Body,
  ConflictException,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiConflictResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ShowsMessages } from '../admin/audit.interceptor.js';
import { type Page, pageOf } from '../admin/page.js';
import { RuleSet } from '../rules/rule-set.js';
import { RuleSetRegistry } from '../rules/rule-set-registry.service.js';
import { RuleSetStore } from '../rules/rule-set.store.js';
import type { Rule } from '../rules/rule.js';
import { BacktestRunner } from './backtest-runner.service.js';
import { BacktestDto, BacktestPageDto } from './backtest.dto.js';
import { BacktestStore } from './backtest.store.js';
import type { Backtest, BacktestSample, BacktestScope, Candidate } from './backtest.js';
import { candidateRules } from './candidate.js';

const ALL = '*';

@AdminController('backtests')
export class BacktestsController {
  constructor(
    private readonly store: BacktestStore,
    private readonly runner: BacktestRunner,
    private readonly sets: RuleSetStore,
    private readonly registry: RuleSetRegistry,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Has stored messages judged again by other rules; nothing is changed by it.' })
  async create(@Body() wish: BacktestDto, @CurrentAdminKey() { name }: KeyHolder): Promise<Backtest> {
    const scope = scopeOf(wish);
    const candidate = await this.#candidateOf(wish);
    await RuleSet.compile(candidate.rules, this.registry.surroundings(Object.keys(candidate.lists)));
    const backtest = await this.store.add(candidate, scope, name);
    void this.runner.look();
    return backtest;
  }

  @Get()
  @ApiOperation({ summary: 'Lists backtests, newest first, without their reports.' })
  async list(@Query() { limit, cursor }: BacktestPageDto): Promise<Page<Backtest, number>> {
    return pageOf(await this.store.list(limit + 1, cursor), limit, ({ id }) => id);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows how far a backtest is, and at the end its report.' })
  async get(@Param('id', ParseIntPipe) id: number): Promise<Backtest> {
    const found = await this.store.find(id);
    if (!found) throw new NotFoundException(`There is no backtest ${id}: GET /api/v1/backtests lists them.`);
    return found;
  }

  @Get(':id/samples')
  @NeedsRole('moderator')
  @ShowsMessages(true)
  @ApiOperation({
    summary: 'Shows the samples of a report with what people wrote; null: it is kept no longer.',
  })
  async samples(
    @Param('id', ParseIntPipe) id: number,
  ): Promise<{ items: (BacktestSample & { text: string | null })[] }> {
    const { report } = await this.get(id);
    if (!report) throw new ConflictException(`Backtest ${id} has no report yet.`);
    const texts = await this.store.textsOf(report.samples);
    return { items: report.samples.map((sample) => ({ ...sample, text: texts.get(sample.id) ?? null })) };
  }

  @Post(':id/cancel')
  @HttpCode(204)
  @ApiOperation({ summary: 'Stops a backtest.' })
  @ApiConflictResponse({ description: 'It has ended.' })
  async cancel(@Param('id', ParseIntPipe) id: number): Promise<void> {
    const { state } = await this.get(id);
    if (!(await this.store.cancel(id))) throw new ConflictException(`Backtest ${id} is ${state} already.`);
    this.runner.stop(id);
  }

  async #candidateOf({ version, rules, asLive = [] }: BacktestDto): Promise<Candidate> {
    const names = asLive.includes(ALL) ? true : asLive;
    if (rules) {
      if (version !== undefined)
        throw new BadRequestException('Give version or rules, not both: one of them judges.');
      const { lists } = (await this.sets.find()) ?? { lists: {} };
      const plain = JSON.parse(JSON.stringify(rules)) as Rule[];
      return { version: null, rules: candidateRules(plain, names), lists };
    }
    const wanted = version ?? (await this.sets.active());
    const set = wanted === undefined ? undefined : await this.sets.find(wanted);
    if (!set)
      throw new NotFoundException(
        version === undefined
          ? 'No version was ever in force: give rules.'
          : `There is no version ${version}: GET /api/v1/rule-sets lists them.`,
      );
    return { version: set.version, rules: candidateRules(set.rules, names), lists: set.lists };
  }
}

function scopeOf({ from, to = new Date(), app, family }: BacktestDto): BacktestScope {
  if (from && from >= to) throw new BadRequestException('from must be before to.');
  return { from: from?.getTime() ?? null, to: to.getTime(), app: app ?? null, family: family ?? null };
}
