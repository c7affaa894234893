import { Post, Req } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { ApiLines } from '../admin/api-lines.decorator.js';
import { ReadsBody } from '../admin/body-type.guard.js';
import { FaultyContentException } from '../admin/problems/faulty-call.exception.js';
import { requestText } from '../admin/request-text.js';
import { ImportAnswer } from './member-item.js';
import { parseMembers } from './member-import.js';
import { MemberLevels } from './member-levels.js';
import { LEVEL_TOPIC, MemberLevelStore } from './member-level.store.js';
import { MemberImportDto } from './member.dto.js';

// In Express, a colon begins a parameter unless it is escaped.
@AdminController('members\\:import')
export class MemberImportController {
  constructor(
    private readonly store: MemberLevelStore,
    private readonly levels: MemberLevels,
  ) {}

  @Post()
  @ReadsBody(true)
  @ApiCall({
    id: 'importMembers',
    summary: 'Sets the levels of many members: all of them, or none if a line is wrong.',
    answer: ImportAnswer,
    problems: [422],
  })
  @ApiLines(
    MemberImportDto,
    ['application/x-ndjson', 'text/csv'],
    'One member a line. NDJSON: an object. CSV: values, below a header with their names. At most 64 MiB.',
  )
  async import(@Req() request: IncomingMessage): Promise<ImportAnswer> {
    const { entries, errors } = await parseMembers(await requestText(request));
    if (errors.length > 0) {
      throw new FaultyContentException(`Nothing was imported: ${errors.length} line(s) are wrong.`, errors);
    }
    if (entries.length > 0) await this.store.put(entries);
    this.levels.renew({ topic: LEVEL_TOPIC, everything: true });
    return { imported: entries.length };
  }
}
