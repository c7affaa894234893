import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { CallbackExpressAdapter, PinoLogger, servePages } from './index.js';
import { traceOf } from './logging/trace-of.js';

const logger = new PinoLogger();
// An extension that forgets a promise must not stop the node.
process.on('unhandledRejection', (reason) => {
  logger.error({ msg: 'A promise was rejected and no code handles it.', ...traceOf(reason) }, 'Presend');
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
  // Open connections would keep the process alive without a port.
  process.exit(1);
}
