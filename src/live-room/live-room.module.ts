import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent/tencent.module.js';
import { LiveRoomController } from './live-room.controller.js';

/** The family `live-room`. */
@Module({ imports: [TencentModule], controllers: [LiveRoomController] })
export class LiveRoomModule {}
