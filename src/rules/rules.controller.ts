import { Body, Delete, Get, Headers, NotFoundException, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { etagOf, versionIn } from './rule-etag.js';
import { ChangeReasonDto } from './rule-set.dto.js';
import { RuleChanges, type Changed, withRule } from './rule-changes.service.js';
import { RuleDto } from './rule.dto.js';
import { RuleSetStore, type RuleSetVersion } from './rule-set.store.js';
import type { Rule } from './rule.js';

/** A rule and the version that it is in. */
interface RuleItem extends Rule {
  readonly version: number;
}

@AdminController('rules')
export class RulesController {
  constructor(
    private readonly store: RuleSetStore,
    private readonly changes: RuleChanges,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the rules of the newest version; its number is the ETag.' })
  async list(
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ version: number; items: readonly Rule[] }> {
    const { version, rules } = await this.#newest();
    response.setHeader('ETag', etagOf(version));
    return { version, items: rules };
  }

  @Get(':name')
  @ApiOperation({ summary: 'Shows a rule of the newest version.' })
  async get(@Param('name') name: string, @Res({ passthrough: true }) response: Response): Promise<RuleItem> {
    const { version, rules } = await this.#newest();
    response.setHeader('ETag', etagOf(version));
    return { version, ...ruleIn(rules, name) };
  }

  @Post()
  @ApiOperation({ summary: 'Adds a rule: the next version has it, and is in force.' })
  create(
    @Body() rule: RuleDto,
    @Query() query: ChangeReasonDto,
    @CurrentAdminKey() caller: KeyHolder,
    @Headers('if-match') ifMatch?: string,
  ): Promise<Changed> {
    return this.changes.change(noteOf(query, caller, ifMatch), ({ rules, lists }) => ({
      // One of the same name is told of by the check.
      rules: [...rules, plain(rule)],
      lists,
    }));
  }

  @Put(':name')
  @ApiOperation({ summary: 'Replaces a rule, or adds it; If-Match with the ETag keeps what others changed.' })
  put(
    @Param('name') name: string,
    @Body() rule: RuleDto,
    @Query() query: ChangeReasonDto,
    @CurrentAdminKey() caller: KeyHolder,
    @Headers('if-match') ifMatch?: string,
  ): Promise<Changed> {
    return this.changes.change(noteOf(query, caller, ifMatch), ({ rules, lists }) => ({
      rules: withRule(rules, { ...plain(rule), name }),
      lists,
    }));
  }

  @Delete(':name')
  @ApiOperation({ summary: 'Takes a rule out: the next version is without it.' })
  remove(
    @Param('name') name: string,
    @Query() query: ChangeReasonDto,
    @CurrentAdminKey() caller: KeyHolder,
    @Headers('if-match') ifMatch?: string,
  ): Promise<Changed> {
    return this.changes.change(noteOf(query, caller, ifMatch), ({ rules, lists }) => {
      const rule = ruleIn(rules, name);
      return { rules: rules.filter((other) => other !== rule), lists };
    });
  }

  async #newest(): Promise<Pick<RuleSetVersion, 'version' | 'rules'>> {
    return (await this.store.find()) ?? { version: 0, rules: [] };
  }
}

function ruleIn(rules: readonly Rule[], name: string): Rule {
  const rule = rules.find((candidate) => candidate.name === name);
  if (!rule) throw new NotFoundException(`There is no rule '${name}' in the newest version.`);
  return rule;
}

function noteOf(
  { reason, activate }: ChangeReasonDto,
  { name }: KeyHolder,
  ifMatch: string | undefined,
): { author: string; reason: string; basedOn?: number; activate: boolean } {
  return { author: name, reason, activate, basedOn: versionIn(ifMatch) };
}

/** Without the class: what is stored is what was sent. */
function plain(rule: RuleDto): Rule {
  return JSON.parse(JSON.stringify(rule)) as Rule;
}
