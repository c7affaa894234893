import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CallbackExpressAdapter, MutePolicy, PinoLogger, PresendModule } from 'presend';
import { ModerationPolicy } from './moderation.policy.js';

@Module({
  imports: [
    PresendModule.forRoot({
      sdkAppIds: ['1400000001'],
      databaseUrl: process.env['DATABASE_URL'],
      deadlineMs: 800,
      // The provider is away or late: groups go on, in Live rooms nothing is shown unread.
      onFailure: { default: 'allow', 'live-room': { code: 10110, info: 'Please try again.' } },
      policies: [MutePolicy, ModerationPolicy],
    }),
  ],
})
class AppModule {}

const app = await NestFactory.create(AppModule, new CallbackExpressAdapter(), { logger: new PinoLogger() });
app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
await app.listen(process.env['PORT'] ?? 3000, '127.0.0.1');
