import { Module } from '@nestjs/common';
import { SdkAppidGuard } from './sdk-appid.guard.js';
import { TencentController } from './tencent.controller.js';
import { TencentNoticesController } from './tencent-notices.controller.js';
import { TencentPlatform } from './tencent.platform.js';

/** What the Tencent families share: the guard, the dispatch, the envelope. */
@Module({
  controllers: [TencentController, TencentNoticesController],
  providers: [SdkAppidGuard, TencentPlatform],
})
export class TencentModule {}
