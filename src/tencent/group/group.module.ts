import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { GroupActionsController } from './group-actions.controller.js';
import { GroupController } from './group.controller.js';

/** The family `group`. */
@Module({ imports: [TencentModule], controllers: [GroupController, GroupActionsController] })
export class GroupModule {}
