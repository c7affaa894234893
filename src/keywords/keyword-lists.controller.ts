import { Delete, Get, HttpStatus, NotFoundException, Param, Put, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { ApiLines } from '../admin/api-lines.decorator.js';
import { ReadsBody } from '../admin/body-type.guard.js';
import { FaultyContentException } from '../admin/problems/faulty-call.exception.js';
import { pageOf } from '../admin/page.js';
import { CurrentPrecondition, type Precondition } from '../admin/precondition.js';
import { requestText } from '../admin/request-text.js';
import { parseKeywordCsv, parseKeywords } from './keyword-import.js';
import { KeywordItem, KeywordListPage, KeywordsImported } from './keyword-list-items.js';
import { KeywordListDto, KeywordListPageDto } from './keyword-list.dto.js';
import { KeywordListStore } from './keyword-list.store.js';
import { RuleChanges } from '../rules/versions/rule-changes.js';
import { etagOf } from '../rules/versions/rule-etag.js';
import { Changed } from '../rules/versions/rule-set-items.js';
import { ChangeReasonDto } from '../rules/versions/rule-set.dto.js';
import { RuleSetStore, type RuleSetVersion } from '../rules/versions/rule-set.store.js';
import { RULE_NAME } from '../rules/engine/rule.dto.js';

/** Of a list that is exported, at a time. */
const EXPORT_CHUNK = 64 * 1024;
const NDJSON = 'application/x-ndjson';
const NEWEST = 'the newest version';

@AdminController('keyword-lists')
export class KeywordListsController {
  constructor(
    private readonly lists: KeywordListStore,
    private readonly sets: RuleSetStore,
    private readonly changes: RuleChanges,
  ) {}

  @Get()
  @ApiCall({
    id: 'listKeywordLists',
    summary: 'Lists the keyword lists of the newest version, by name.',
    answer: KeywordListPage,
    etag: NEWEST,
  })
  async list(
    @Query() { limit, cursor = '' }: KeywordListPageDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<KeywordListPage> {
    const { version, lists } = await this.#newest();
    response.header('ETag', etagOf(version));
    const names = Object.keys(lists).filter((name) => name > cursor);
    const shown = names.sort().slice(0, limit + 1);
    const pinned = Object.fromEntries(shown.map((name) => [name, lists[name]!]));
    const found = await this.lists.summaries(pinned);
    // PostgreSQL sorts as people do, which is no order to go on in.
    const sorted = shown.map((name) => found.find((list) => list.name === name)!);
    return pageOf(sorted, limit, ({ name }) => name);
  }

  @Get(':name/entries')
  @ApiCall({
    id: 'exportKeywords',
    summary: 'Gives all entries, a JSON text a line.',
    answer: { mediaType: NDJSON, description: 'A KeywordItem a line.' },
    etag: NEWEST,
    problems: [404],
  })
  async entries(@Param('name') name: string, @Res() response: Response): Promise<void> {
    const { version, lists } = await this.#newest();
    const revision = Object.hasOwn(lists, name) ? lists[name] : undefined;
    const [list] = revision === undefined ? [] : await this.lists.load({ [name]: revision });
    if (!list) throw noSuchList(name);
    response.header('ETag', etagOf(version));
    // Express looks at that by itself only where it has the whole answer.
    if (response.req.fresh) {
      response.status(HttpStatus.NOT_MODIFIED).end();
      return;
    }
    response.type(`${NDJSON}; charset=utf-8`);
    Readable.from(piecesOf(`${list.entries}\n`)).pipe(response);
  }

  @Put(':name/entries')
  @ReadsBody(true)
  @ApiCall({
    id: 'importKeywords',
    summary: 'Replaces a list, or makes it: all entries, or where a line is wrong none.',
    answer: KeywordsImported,
    etag: NEWEST,
    heeds: ['If-Match', 'If-None-Match'],
    problems: [422],
  })
  @ApiLines(
    KeywordItem,
    [NDJSON, 'text/plain', 'text/csv'],
    'An entry a line: an object, or its bare text; or CSV with the same columns. 64 MiB at the most.',
  )
  async put(
    @Param('name') name: string,
    @Query() { pinyin, reason, activate }: KeywordListDto,
    @CurrentAdminKey() { name: author }: KeyHolder,
    @CurrentPrecondition() basedOn: Precondition,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: Response,
  ): Promise<KeywordsImported> {
    if (!RULE_NAME.test(name)) throw misnamed();
    const content = await requestText(request);
    // Words have commas in them too: only who says so sends a CSV.
    const isCsv = /^text\/csv\b/i.test(request.headers['content-type'] ?? '');
    const { entries, count, errors } = await (isCsv ? parseKeywordCsv(content) : parseKeywords(content));
    if (errors.length > 0)
      throw new FaultyContentException(`Nothing was imported: ${errors.length} line(s) are wrong.`, errors);
    const note = { author, reason, activate, basedOn };
    const changed = await this.changes.change(note, async ({ rules, lists }, client) => {
      basedOn.assertNew(Object.hasOwn(lists, name));
      const revision = await this.lists.add(client, { name, options: { pinyin }, entries }, count, author);
      return { rules, lists: { ...lists, [name]: revision } };
    });
    response.header('ETag', etagOf(changed.version));
    return { ...changed, entries: count };
  }

  @Delete(':name')
  @ApiCall({
    id: 'removeKeywordList',
    summary: 'Takes a list out; refused while a rule names it.',
    answer: Changed,
    etag: NEWEST,
    heeds: ['If-Match'],
    problems: [404, 422],
  })
  async remove(
    @Param('name') name: string,
    @Query() { reason, activate }: ChangeReasonDto,
    @CurrentAdminKey() { name: author }: KeyHolder,
    @CurrentPrecondition() basedOn: Precondition,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Changed> {
    const note = { author, reason, activate, basedOn };
    const changed = await this.changes.change(note, ({ rules, lists }) => {
      if (!Object.hasOwn(lists, name)) throw noSuchList(name);
      const { [name]: _gone, ...others } = lists;
      return { rules, lists: others };
    });
    response.header('ETag', etagOf(changed.version));
    return changed;
  }

  async #newest(): Promise<Pick<RuleSetVersion, 'version' | 'lists'>> {
    return (await this.sets.find()) ?? { version: 0, lists: {} };
  }
}

function misnamed(): FaultyContentException {
  const detail = 'A list is named with small letters, digits, dots, hyphens and underscores.';
  return new FaultyContentException(detail, [{ parameter: 'name', detail }]);
}

function noSuchList(name: string): NotFoundException {
  return new NotFoundException(`There is no keyword list '${name}' in the newest version.`);
}

function* piecesOf(text: string): Iterable<string> {
  for (let at = 0; at < text.length; at += EXPORT_CHUNK) yield text.slice(at, at + EXPORT_CHUNK);
}
