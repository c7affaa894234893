import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { describeApi } from './api-description.js';
import { UnknownCalls } from './problems/unknown-calls.js';

/**
 * Serves what people look at, with headers that protect it: the description of the admin API, at `/api/docs`
 * for people and at `/api/openapi.json` for programs. Call it before the application listens.
 */
export function servePages(app: INestApplication): void {
  // Callbacks do not pass here: their answers stay bare. Within a company the page is read over http, too.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  let described: ReturnType<typeof describeApi> | undefined;
  const describe = (): ReturnType<typeof describeApi> => (described ??= describeApi(app));
  app.get(UnknownCalls, { strict: false }).below('/api', describe);
  SwaggerModule.setup('api/docs', app, describe, { jsonDocumentUrl: 'api/openapi.json' });
}
