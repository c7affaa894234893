import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { FriendsController } from './friends.controller.js';

/** The family `friends`. */
@Module({ imports: [TencentModule], controllers: [FriendsController] })
export class FriendsModule {}
