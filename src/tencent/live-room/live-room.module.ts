import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { LiveRoomController } from './live-room.controller.js';
import { LiveRoomGiftsController } from './live-room-gifts.controller.js';

/** The family `live-room`. */
@Module({ imports: [TencentModule], controllers: [LiveRoomController, LiveRoomGiftsController] })
export class LiveRoomModule {}
