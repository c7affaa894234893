import { Body, Get, NotFoundException, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AdminController } from '../../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../../admin/admin-request.js';
import { ApiCall } from '../../admin/api-call.decorator.js';
import { pageOf } from '../../admin/page.js';
import { CurrentPrecondition, type Precondition } from '../../admin/precondition.js';
import { RuleChanges } from './rule-changes.js';
import { etagOf } from './rule-etag.js';
import { Changed, RuleSetItem, RuleSetPage } from './rule-set-items.js';
import { ReasonDto, RuleSetDto, RuleSetPageDto, VersionPathDto } from './rule-set.dto.js';
import { RuleSetStore } from './rule-set.store.js';
import type { Rule } from '../engine/rule.js';

@AdminController('rule-sets')
export class RuleSetsController {
  constructor(
    private readonly store: RuleSetStore,
    private readonly changes: RuleChanges,
  ) {}

  @Get()
  @ApiCall({ id: 'listRuleSets', summary: 'Lists the versions, newest first.', answer: RuleSetPage })
  async list(@Query() { limit, cursor }: RuleSetPageDto): Promise<RuleSetPage> {
    const found = await this.store.list(limit + 1, cursor);
    const active = (await this.store.active()) ?? null;
    const { items, nextCursor } = pageOf(found, limit, ({ version }) => version);
    return {
      active,
      items: items.map((item) => ({ ...item, approvedBy: [...item.approvedBy] })),
      nextCursor,
    };
  }

  @Get('active')
  @ApiCall({
    id: 'getActiveRuleSet',
    summary: 'Shows the active version.',
    answer: RuleSetItem,
    etag: 'the version',
    problems: [404],
  })
  async active(@Res({ passthrough: true }) response: Response): Promise<RuleSetItem> {
    const version = await this.store.active();
    if (version === undefined) throw new NotFoundException('No version was ever in force.');
    return this.get({ version }, response);
  }

  @Get(':version')
  @ApiCall({
    id: 'getRuleSet',
    summary: 'Shows a version with its rules.',
    answer: RuleSetItem,
    etag: 'the version',
    problems: [404],
  })
  async get(
    @Param() { version }: VersionPathDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RuleSetItem> {
    const found = await this.store.find(version);
    if (!found)
      throw new NotFoundException(`There is no version ${version}: GET /api/v1/rule-sets lists them.`);
    response.header('ETag', etagOf(version));
    return found;
  }

  @Post()
  @ApiCall({
    id: 'createRuleSet',
    summary: 'Replaces all rules: all of them, or where one is wrong none.',
    status: 201,
    answer: Changed,
    etag: 'the version that it made',
    heeds: ['If-Match'],
    problems: [422],
  })
  async create(
    @Body() { rules, reason, activate }: RuleSetDto,
    @CurrentAdminKey() { name }: KeyHolder,
    @CurrentPrecondition() basedOn: Precondition,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Changed> {
    const changed = await this.changes.change({ author: name, reason, activate, basedOn }, ({ lists }) => ({
      rules: JSON.parse(JSON.stringify(rules)) as Rule[],
      lists,
    }));
    response.header('ETag', etagOf(changed.version));
    return changed;
  }

  @Post(':version/activate')
  @ApiCall({
    id: 'activateRuleSet',
    summary:
      'Activates a version, also an older one, on all nodes within two seconds. If-Match names the version active before.',
    status: 204,
    heeds: ['If-Match'],
    problems: [404, 409],
  })
  async activate(
    @Param() { version }: VersionPathDto,
    @Body() { reason }: ReasonDto,
    @CurrentAdminKey() { name }: KeyHolder,
    @CurrentPrecondition() known: Precondition,
  ): Promise<void> {
    await this.changes.activate(version, name, reason, known);
  }

  @Post(':version/approve')
  @ApiCall({
    id: 'approveRuleSet',
    summary: 'Approves the version of another key, if RULES_NEED_APPROVAL is set.',
    status: 204,
    problems: [404, 409],
  })
  async approve(@Param() { version }: VersionPathDto, @CurrentAdminKey() { name }: KeyHolder): Promise<void> {
    await this.changes.approve(version, name);
  }
}
