import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  CallbackExpressAdapter,
  type DecisionPolicy,
  type CallbackEvent,
  MutePolicy,
  PinoLogger,
  PresendModule,
  reject,
} from 'presend';

@Injectable()
class NoCasino implements DecisionPolicy {
  readonly name = 'no-casino';

  decide({ text, family }: CallbackEvent) {
    return text.includes('casino')
      ? reject(family === 'group' ? 10101 : null, 'Please rephrase.')
      : undefined;
  }
}

@Module({
  imports: [
    PresendModule.forRoot({
      sdkAppIds: ['1400000001'],
      // Without one a PostgreSQL starts in .presend/postgres, for trying out.
      databaseUrl: process.env['DATABASE_URL'],
      policies: [MutePolicy, NoCasino],
    }),
  ],
})
class AppModule {}

const app = await NestFactory.create(AppModule, new CallbackExpressAdapter(), { logger: new PinoLogger() });
app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
await app.listen(process.env['PORT'] ?? 3000, '127.0.0.1');
