import { Module } from '@nestjs/common';
import { TencentController } from './tencent.controller.js';
import { TencentPlatform } from './tencent.platform.js';

/** What the Tencent families share: the guard, the dispatch, the envelope. */
@Module({ controllers: [TencentController], providers: [TencentPlatform] })
export class TencentModule {}
