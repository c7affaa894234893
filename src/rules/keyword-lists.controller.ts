import {
  Delete,
  Get,
  Header,
  Headers,
  NotFoundException,
  Param,
  Put,
  Query,
  Req,
  Res,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean } from 'class-validator';
import type { Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { requestText } from '../admin/request-text.js';
import { parseKeywordCsv } from './keyword-csv.js';
import { parseKeywords } from './keyword-import.js';
import { KeywordListStore, type ListSummary } from './keyword-list.store.js';
import { type Changed, RuleChanges } from './rule-changes.service.js';
import { versionIn } from './rule-etag.js';
import { ChangeReasonDto } from './rule-set.dto.js';
import { RuleSetStore } from './rule-set.store.js';
import { RULE_NAME } from './rule.dto.js';

/** Of a list that is exported, at a time. */
const EXPORT_CHUNK = 64 * 1024;

class KeywordListDto extends ChangeReasonDto {
  @ApiPropertyOptional({ description: 'Chinese words are found in Latin letters too.', default: false })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  pinyin: boolean = false;
}

@AdminController('keyword-lists')
export class KeywordListsController {
  constructor(
    private readonly lists: KeywordListStore,
    private readonly sets: RuleSetStore,
    private readonly changes: RuleChanges,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the keyword lists of the newest version.' })
  async list(): Promise<{ items: ListSummary[] }> {
    return { items: await this.lists.summaries((await this.sets.find())?.lists ?? {}) };
  }

  @Get(':name/entries')
  @Header('Content-Type', 'application/x-ndjson; charset=utf-8')
  @ApiOperation({ summary: 'Gives all entries, a JSON text a line.' })
  async entries(@Param('name') name: string, @Res() response: Response): Promise<void> {
    const revision = (await this.sets.find())?.lists[name];
    const [list] = revision === undefined ? [] : await this.lists.load({ [name]: revision });
    if (!list) throw noSuchList(name);
    Readable.from(piecesOf(`${list.entries}\n`)).pipe(response);
  }

  @Put(':name/entries')
  @ApiOperation({ summary: 'Replaces a list, or makes it: all entries, or where a line is wrong none.' })
  @ApiConsumes('application/x-ndjson', 'text/plain', 'text/csv')
  @ApiBody({ schema: { type: 'string' } })
  async put(
    @Param('name') name: string,
    @Query() { pinyin, reason, activate }: KeywordListDto,
    @CurrentAdminKey() { name: author }: KeyHolder,
    @Req() request: IncomingMessage,
    @Headers('if-match') ifMatch?: string,
  ): Promise<Changed & { entries: number }> {
    if (!RULE_NAME.test(name))
      throw new UnprocessableEntityException(
        'A list is named with small letters, digits, dots, hyphens and underscores.',
      );
    const content = await requestText(request);
    // Words have commas in them too: only who says so sends a CSV.
    const isCsv = /^text\/csv\b/i.test(request.headers['content-type'] ?? '');
    const { entries, count, errors } = await (isCsv ? parseKeywordCsv(content) : parseKeywords(content));
    if (errors.length > 0) {
      const message = `Nothing was imported: ${errors.length} line(s) are wrong.`;
      throw new UnprocessableEntityException({ message, errors });
    }
    const note = { author, reason, activate, basedOn: versionIn(ifMatch) };
    const changed = await this.changes.change(note, async ({ rules, lists }, client) => {
      const revision = await this.lists.add(client, { name, options: { pinyin }, entries }, count, author);
      return { rules, lists: { ...lists, [name]: revision } };
    });
    return { ...changed, entries: count };
  }

  @Delete(':name')
  @ApiOperation({ summary: 'Takes a list out; refused while a rule names it.' })
  remove(
    @Param('name') name: string,
    @Query() { reason, activate }: ChangeReasonDto,
    @CurrentAdminKey() { name: author }: KeyHolder,
    @Headers('if-match') ifMatch?: string,
  ): Promise<Changed> {
    const note = { author, reason, activate, basedOn: versionIn(ifMatch) };
    return this.changes.change(note, ({ rules, lists }) => {
      const { [name]: gone, ...others } = lists;
      if (gone === undefined) throw noSuchList(name);
      return { rules, lists: others };
    });
  }
}

function noSuchList(name: string): NotFoundException {
  return new NotFoundException(`There is no keyword list '${name}' in the newest version.`);
}

function* piecesOf(text: string): Iterable<string> {
  for (let at = 0; at < text.length; at += EXPORT_CHUNK) yield text.slice(at, at + EXPORT_CHUNK);
}
