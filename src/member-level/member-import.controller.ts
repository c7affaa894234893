import { HttpCode, Post, Req, UnprocessableEntityException } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation } from '@nestjs/swagger';
import type { IncomingMessage } from 'node:http';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { requestText } from '../admin/request-text.js';
import { parseImport } from './member-import.js';
import { MemberLevelLookup } from './member-level.lookup.js';
import { LEVEL_TOPIC, MemberLevelStore } from './member-level.store.js';

// Express reads a colon as the beginning of a parameter, unless it is escaped.
@AdminController('members\\:import')
export class MemberImportController {
  constructor(
    private readonly store: MemberLevelStore,
    private readonly lookup: MemberLevelLookup,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sets the levels of many members: all, or where a line is wrong none.' })
  @ApiConsumes('application/x-ndjson', 'text/csv')
  @ApiBody({ schema: { type: 'string' } })
  async import(@Req() request: IncomingMessage): Promise<{ imported: number }> {
    const { entries, errors } = parseImport(await requestText(request));
    if (errors.length > 0) {
      const message = `Nothing was imported: ${errors.length} line(s) are wrong.`;
      throw new UnprocessableEntityException({ message, errors });
    }
    if (entries.length > 0) await this.store.put(entries);
    this.lookup.renew({ topic: LEVEL_TOPIC, everything: true });
    return { imported: entries.length };
  }
}
