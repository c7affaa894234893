import { Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { ShowsMessages } from '../admin/audit.interceptor.js';
import { MessageQueryDto } from './message-query.dto.js';
import { MessageSearch } from './message-search.service.js';

@AdminController('messages')
export class MessagesController {
  constructor(private readonly messages: MessageSearch) {}

  @Get()
  @ShowsMessages(true)
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'Finds records, newest first.' })
  @ApiOkResponse({ description: '{ items, nextCursor }; nextCursor is null on the last page.' })
  find(@Query() query: MessageQueryDto): Promise<string> {
    return this.messages.page(query);
  }
}
