import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { LIVE_ROOM_COMMANDS } from './live-room.commands.js';

/** The family `live-room`. */
@Module({ imports: [TencentModule.forFeature(LIVE_ROOM_COMMANDS)] })
export class LiveRoomModule {}
