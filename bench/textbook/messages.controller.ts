import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { CallerGuard } from './caller.guard.js';
import { Message } from './message.entity.js';
import { OpenimMessageDto } from './openim-message.dto.js';
import { TencentMessageDto } from './tencent-message.dto.js';

@Controller()
@UseGuards(CallerGuard)
export class MessagesController {
  constructor(@InjectRepository(Message) private readonly messages: Repository<Message>) {}

  @Post('tencent')
  @HttpCode(200)
  async tencent(@Body() body: TencentMessageDto): Promise<object> {
    await this.messages.save({
      command: body.CallbackCommand,
      conversationId: body.GroupId ?? body.To_Account ?? body.Official_Account ?? null,
      senderId: body.From_Account ?? null,
      body,
      verdict: 'allow',
    });
    const level = {
      MsgType: 'TIMCustomElem',
      MsgContent: { Desc: 'CustomElement.MemberLevel', Data: 'LV1' },
    };
    return { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, MsgBody: [...body.MsgBody, level] };
  }

  @Post('openim/:secret/:command')
  @HttpCode(200)
  async openim(@Body() body: OpenimMessageDto): Promise<object> {
    await this.messages.save({
      command: body.callbackCommand,
      conversationId: body.groupID ?? body.recvID ?? null,
      senderId: body.sendID,
      body,
      verdict: 'allow',
    });
    return { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
  }
}
