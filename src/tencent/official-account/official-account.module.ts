import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { OfficialAccountActionsController } from './official-account-actions.controller.js';
import { OfficialAccountController } from './official-account.controller.js';

/** The family `official-account`. */
@Module({
  imports: [TencentModule],
  controllers: [OfficialAccountController, OfficialAccountActionsController],
})
export class OfficialAccountModule {}
