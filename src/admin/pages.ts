import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { describeApi } from './api-description.js';
import { UnknownCalls } from './problems/unknown-calls.js';

/**
 * Serves the description of the admin API: at `/api/docs` for people, at `/api/openapi.json` for programs. Sets
 * security headers. Call it before the application listens.
 */
export function servePages(app: INestApplication): void {
  // Webhooks do not pass this middleware: their replies have no such headers. Inside a company the page is often read over
  // http.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  let described: ReturnType<typeof describeApi> | undefined;
  const describe = (): ReturnType<typeof describeApi> => (described ??= describeApi(app));
  app.get(UnknownCalls, { strict: false }).below('/api', describe);
  SwaggerModule.setup('api/docs', app, describe, { jsonDocumentUrl: 'api/openapi.json' });
}
