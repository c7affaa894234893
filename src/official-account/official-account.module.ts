import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent/tencent.module.js';
import { OfficialAccountController } from './official-account.controller.js';

/** The family `official-account`. */
@Module({ imports: [TencentModule], controllers: [OfficialAccountController] })
export class OfficialAccountModule {}
