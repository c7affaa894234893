import { Get, Header, Query } from '@nestjs/common';
import { AdminController } from '../../admin/admin-controller.decorator.js';
import { ApiCall } from '../../admin/api-call.decorator.js';
import { ShowsMessages } from '../../admin/audit/audit.interceptor.js';
import { MessagePage } from './message-page.js';
import { MessageQueryDto } from './message-query.dto.js';
import { MessageSearch } from './message-search.js';

@AdminController('messages')
export class MessagesController {
  constructor(private readonly messages: MessageSearch) {}

  @Get()
  @ShowsMessages(true)
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiCall({ id: 'findMessages', summary: 'Finds records, newest first.', answer: MessagePage })
  find(@Query() query: MessageQueryDto): Promise<string> {
    return this.messages.page(query);
  }
}
