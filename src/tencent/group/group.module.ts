import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { GROUP_COMMANDS } from './group.commands.js';

/** The family `group`. */
@Module({ imports: [TencentModule.forFeature(GROUP_COMMANDS)] })
export class GroupModule {}
