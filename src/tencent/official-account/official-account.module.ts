import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { OFFICIAL_ACCOUNT_COMMANDS } from './official-account.commands.js';

/** The family `official-account`. */
@Module({ imports: [TencentModule.forFeature(OFFICIAL_ACCOUNT_COMMANDS)] })
export class OfficialAccountModule {}
