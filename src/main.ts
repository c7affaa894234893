import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { CallbackExpressAdapter, PinoLogger, servePages, traceOf } from './index.js';

const logger = new PinoLogger();
// A promise that somebody's extension forgot is no reason to stop answering everybody else.
process.on('unhandledRejection', (reason) => {
  logger.error({ msg: 'A promise was rejected that nobody waits for.', ...traceOf(reason) }, 'Presend');
});

try {
  const adapter = new CallbackExpressAdapter();
  const app = await NestFactory.create<NestExpressApplication>(AppModule, adapter, {
    logger,
    abortOnError: false,
  });
  const config = app.get<ConfigService<Config, true>>(ConfigService);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  servePages(app);
  await app.listen(config.get('port', { infer: true }), config.get('host', { infer: true }));
  logger.log(`Listening on ${await app.getUrl()}`, 'Presend');
} catch (error) {
  logger.fatal(error, 'Presend');
  // Connections that are open already would keep it alive, without a port.
  process.exit(1);
}
