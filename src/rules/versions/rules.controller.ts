import { Body, Delete, Get, NotFoundException, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AdminController } from '../../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../../admin/admin-request.js';
import { ApiCall } from '../../admin/api-call.decorator.js';
import { pageOf } from '../../admin/page.js';
import { CurrentPrecondition, type Precondition } from '../../admin/precondition.js';
import { fromCursor, toCursor } from '../../admin/text-cursor.js';
import { RuleChanges, type ChangeNote, withRule } from './rule-changes.js';
import { etagOf } from './rule-etag.js';
import { RulePageDto } from './rule-page.dto.js';
import { RuleItem, RulePage } from './rule-items.js';
import { Changed } from './rule-set-items.js';
import { ChangeReasonDto } from './rule-set.dto.js';
import { RuleSetStore, type RuleSetVersion } from './rule-set.store.js';
import { RuleDto, RuleNameDto } from '../engine/rule.dto.js';
import type { Rule } from '../engine/rule.js';

const NEWEST = 'the newest version';

@AdminController('rules')
export class RulesController {
  constructor(
    private readonly store: RuleSetStore,
    private readonly changes: RuleChanges,
  ) {}

  @Get()
  @ApiCall({
    id: 'listRules',
    summary: 'Lists the rules of the newest version.',
    answer: RulePage,
    etag: NEWEST,
  })
  async list(
    @Query() { limit, cursor }: RulePageDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RulePage> {
    // All pages are of the version that the first one was of.
    const [pinned, start] = cursor === undefined ? [undefined, 0] : placeIn(cursor);
    const { version, rules } = (await this.store.find(pinned)) ?? { version: 0, rules: [] };
    response.header('ETag', etagOf(version));
    const found = rules.slice(start, start + limit + 1);
    return { version, ...pageOf(found, limit, () => toCursor([version, start + limit])) };
  }

  @Get(':name')
  @ApiCall({
    id: 'getRule',
    summary: 'Shows a rule of the newest version.',
    answer: RuleItem,
    etag: NEWEST,
    problems: [404],
  })
  async get(@Param('name') name: string, @Res({ passthrough: true }) response: Response): Promise<RuleItem> {
    const { version, rules } = await this.#newest();
    const rule = ruleIn(rules, name);
    response.header('ETag', etagOf(version));
    return { version, ...rule } as RuleItem;
  }

  @Post()
  @ApiCall({
    id: 'createRule',
    summary: 'Adds a rule: the next version has it.',
    status: 201,
    answer: Changed,
    etag: NEWEST,
    heeds: ['If-Match'],
    problems: [422],
  })
  async create(
    @Body() rule: RuleDto,
    @Query() query: ChangeReasonDto,
    @CurrentAdminKey() caller: KeyHolder,
    @CurrentPrecondition() basedOn: Precondition,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Changed> {
    const changed = await this.changes.change(noteOf(query, caller, basedOn), ({ rules, lists }) => ({
      // One of the same name is told of by the check.
      rules: [...rules, plain(rule)],
      lists,
    }));
    return tagged(changed, response);
  }

  @Put(':name')
  @ApiCall({
    id: 'putRule',
    summary: 'Replaces a rule, or adds it: the next version has it.',
    answer: Changed,
    etag: NEWEST,
    heeds: ['If-Match', 'If-None-Match'],
    problems: [422],
  })
  async put(
    @Param() { name }: RuleNameDto,
    @Body() rule: RuleDto,
    @Query() query: ChangeReasonDto,
    @CurrentAdminKey() caller: KeyHolder,
    @CurrentPrecondition() basedOn: Precondition,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Changed> {
    const changed = await this.changes.change(noteOf(query, caller, basedOn), ({ rules, lists }) => {
      basedOn.assertNew(rules.some((other) => other.name === name));
      return { rules: withRule(rules, { ...plain(rule), name }), lists };
    });
    return tagged(changed, response);
  }

  @Delete(':name')
  @ApiCall({
    id: 'removeRule',
    summary: 'Takes a rule out: the next version is without it.',
    answer: Changed,
    etag: NEWEST,
    heeds: ['If-Match'],
    problems: [404, 422],
  })
  async remove(
    @Param('name') name: string,
    @Query() query: ChangeReasonDto,
    @CurrentAdminKey() caller: KeyHolder,
    @CurrentPrecondition() basedOn: Precondition,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Changed> {
    const changed = await this.changes.change(noteOf(query, caller, basedOn), ({ rules, lists }) => {
      const rule = ruleIn(rules, name);
      return { rules: rules.filter((other) => other !== rule), lists };
    });
    return tagged(changed, response);
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

function placeIn(cursor: string): readonly [version: number, start: number] {
  return fromCursor<[number, number]>(
    cursor,
    (place) =>
      place.length === 2 && place.every((number) => Number.isSafeInteger(number) && (number as number) > 0),
  );
}

function noteOf(
  { reason, activate }: ChangeReasonDto,
  { name }: KeyHolder,
  basedOn: Precondition,
): ChangeNote {
  return { author: name, reason, activate, basedOn };
}

/** With the ETag of the version that was made: who made it may go on from it. */
function tagged(changed: Changed, response: Response): Changed {
  response.header('ETag', etagOf(changed.version));
  return changed;
}

/** Without the class: what is stored is what was sent. */
function plain(rule: RuleDto): Rule {
  return JSON.parse(JSON.stringify(rule)) as Rule;
}
