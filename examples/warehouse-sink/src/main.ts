import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CallbackExpressAdapter, PinoLogger, PresendModule } from 'presend';
import { WarehouseSink } from './warehouse.sink.js';

@Module({
  imports: [
    PresendModule.forRoot({
      sdkAppIds: ['1400000001'],
      openimSecrets: ['an-openim-secret'],
      databaseUrl: process.env['DATABASE_URL'],
      sinks: [WarehouseSink],
    }),
  ],
})
class AppModule {}

const app = await NestFactory.create(AppModule, new CallbackExpressAdapter(), { logger: new PinoLogger() });
app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
await app.listen(process.env['PORT'] ?? 3000, '127.0.0.1');
