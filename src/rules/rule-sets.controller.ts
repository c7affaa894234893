import {
  Body,
  Get,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { type Page, pageOf } from '../admin/page.js';
import { RuleChanges, type Changed } from './rule-changes.service.js';
import { versionIn } from './rule-etag.js';
import { ReasonDto, RuleSetDto, RuleSetPageDto } from './rule-set.dto.js';
import { RuleSetStore, type RuleSetSummary, type RuleSetVersion } from './rule-set.store.js';
import type { Rule } from './rule.js';

@AdminController('rule-sets')
export class RuleSetsController {
  constructor(
    private readonly store: RuleSetStore,
    private readonly changes: RuleChanges,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the versions, newest first.' })
  async list(
    @Query() { limit, cursor }: RuleSetPageDto,
  ): Promise<Page<RuleSetSummary, number> & { active: number | null }> {
    const found = await this.store.list(limit + 1, cursor);
    return { active: (await this.store.active()) ?? null, ...pageOf(found, limit, ({ version }) => version) };
  }

  @Get('active')
  @ApiOperation({ summary: 'Shows the version that is in force.' })
  async active(): Promise<RuleSetVersion> {
    const version = await this.store.active();
    if (version === undefined) throw new NotFoundException('No version was ever in force.');
    return this.get(version);
  }

  @Get(':version')
  @ApiOperation({ summary: 'Shows a version with its rules.' })
  async get(@Param('version', ParseIntPipe) version: number): Promise<RuleSetVersion> {
    const found = await this.store.find(version);
    if (!found)
      throw new NotFoundException(`There is no version ${version}: GET /api/v1/rule-sets lists them.`);
    return found;
  }

  @Post()
  @ApiOperation({ summary: 'Replaces all rules: all of them, or where one is wrong none.' })
  create(
    @Body() { rules, reason, activate }: RuleSetDto,
    @CurrentAdminKey() { name }: KeyHolder,
    @Headers('if-match') ifMatch?: string,
  ): Promise<Changed> {
    const note = { author: name, reason, activate, basedOn: versionIn(ifMatch) };
    return this.changes.change(note, ({ lists }) => ({
      rules: JSON.parse(JSON.stringify(rules)) as Rule[],
      lists,
    }));
  }

  @Post(':version/activate')
  @HttpCode(204)
  @ApiOperation({ summary: 'Puts a version into force, on all nodes within two seconds; also an older one.' })
  async activate(
    @Param('version', ParseIntPipe) version: number,
    @Body() { reason }: ReasonDto,
    @CurrentAdminKey() { name }: KeyHolder,
  ): Promise<void> {
    await this.changes.activate(version, name, reason);
  }

  @Post(':version/approve')
  @HttpCode(204)
  @ApiOperation({ summary: "Says yes to somebody else's version, where RULES_NEED_APPROVAL is set." })
  async approve(
    @Param('version', ParseIntPipe) version: number,
    @CurrentAdminKey() { name }: KeyHolder,
  ): Promise<void> {
    await this.changes.approve(version, name);
  }
}
