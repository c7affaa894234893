import type { INestApplication } from '@nestjs/common';
import helmet from 'helmet';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Of the API, not of the service: it is in the urls too. */
const VERSION = '1';

/**
 * Serves what people look at, with headers that protect it: the description of the admin API, at `/api/docs`
 * for people and at `/api/openapi.json` for programs.
 */
export function servePages(app: INestApplication): void {
  // Callbacks do not pass here: their answers stay bare.
  app.use(helmet());
  const description = new DocumentBuilder()
    .setTitle('Presend admin API')
    .setDescription('Records, member levels, mutes and keys. Vendors call other urls: see docs/operating.md.')
    .setVersion(VERSION)
    .addBearerAuth()
    .build();
  SwaggerModule.setup(
    'api/docs',
    app,
    () => withoutCallbacks(SwaggerModule.createDocument(app, description)),
    {
      jsonDocumentUrl: 'api/openapi.json',
    },
  );
}

// Callbacks enter by inner paths that nobody outside can name.
function withoutCallbacks<Document extends { paths: Record<string, unknown> }>(document: Document): Document {
  const paths = Object.entries(document.paths).filter(([path]) => !path.startsWith('/~'));
  return { ...document, paths: Object.fromEntries(paths) };
}
