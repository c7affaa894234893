import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { type Config, readConfig } from './config/config.js';
import { MaskEnricher, MemberLevelEnricher, MutePolicy, PresendModule, RulePolicy } from './index.js';
import {
  C2cModule,
  FriendsModule,
  GroupModule,
  LiveRoomModule,
  OfficialAccountModule,
  OpenimModule,
} from './platform.js';

/** What this deployment runs. */
@Module({
  imports: [
    ConfigModule.forRoot({ load: [() => readConfig()] }),
    PresendModule.forRootAsync({
      imports: [ConfigModule],
      inject: [ConfigService],
      useFactory: (config: ConfigService<Config, true>) => ({
        ...config.get('presend', { infer: true }),
        // A host keeps its root for itself; this application has nothing else there.
        tencentPaths: ['/', '/tencent'],
      }),
      families: [GroupModule, LiveRoomModule, OfficialAccountModule, C2cModule, FriendsModule, OpenimModule],
      policies: [MutePolicy, RulePolicy],
      enrichers: [MaskEnricher, MemberLevelEnricher],
      sinks: [],
    }),
  ],
})
export class AppModule {}
