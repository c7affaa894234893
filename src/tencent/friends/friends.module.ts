import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { FRIENDS_COMMANDS } from './friends.commands.js';

/** The family `friends`. */
@Module({ imports: [TencentModule.forFeature(FRIENDS_COMMANDS)] })
export class FriendsModule {}
