import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { AdminPath } from './admin-path.js';
import { problemResponse } from './problems/api-problems.js';

/** The version of the API, not of the service. The urls contain it. */
const VERSION = '1';

type Document = OpenAPIObject;
type Operation = NonNullable<Document['paths'][string]['get']>;
type Schemas = NonNullable<NonNullable<Document['components']>['schemas']>;

/** The admin API as OpenAPI 3.0. It is exact enough to generate a client from it. */
export function describeApi(app: INestApplication): Document {
  const head = new DocumentBuilder()
    .setTitle('Presend admin API')
    .setDescription(
      'Records, member levels, mutes, rules, reviews and keys. Vendors call other urls: see docs/operating.md.',
    )
    .setOpenAPIVersion('3.0.3')
    .setVersion(VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'ADMIN_API_KEY, or a key made with it.' })
    .build();
  const { paths, components = {}, ...rest } = SwaggerModule.createDocument(app, head);
  // A host describes its own urls itself.
  const below = `/${app.get<string>(AdminPath, { strict: false })}/`;
  const shown = Object.entries(paths).filter(([path]) => path.includes(below));
  for (const [, { get, post, put, delete: remove }] of shown) {
    // The API accepts a body with DELETE; OpenAPI 3.0 cannot describe one.
    delete remove?.requestBody;
    if (get) describeEtags(get);
    if (post?.requestBody) describeBodyProblems(post);
    if (put?.requestBody) describeBodyProblems(put);
  }
  return withoutSuffix({
    ...rest,
    paths: Object.fromEntries(shown),
    components: { ...components, schemas: closed(components.schemas ?? {}) },
  });
}

/** Every operation with a body may answer these, so the controllers do not repeat them. */
function describeBodyProblems({ responses }: Operation): void {
  responses['413'] ??= problemResponse(413);
  responses['415'] ??= problemResponse(415);
}

/** A caller that has the current version gets 304 instead of the body. */
function describeEtags({ parameters = [], responses }: Operation): void {
  const success = responses['200'];
  if (!success || !('headers' in success) || !success.headers?.['ETag']) return;
  const { ETag } = success.headers;
  responses['304'] = {
    description: 'The caller has the current version: its ETag is in `If-None-Match`.',
    headers: { ETag },
  };
  parameters.push({
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description:
      'The ETag of the version that the caller has; the API does not send that version again (304).',
    schema: { type: 'string' },
  });
}

/** The API refuses and never sends a member that is not described. */
function closed(schemas: Schemas): Schemas {
  const entries = Object.entries(schemas).map(([name, schema]) => [
    name,
    'type' in schema && schema.type === 'object' ? { additionalProperties: false, ...schema } : schema,
  ]);
  return Object.fromEntries(entries) as Schemas;
}

/** Clients see a `Rule`, not our class name `RuleDto`. */
function withoutSuffix(document: Document): Document {
  const text = JSON.stringify(document);
  return JSON.parse(text.replace(/("|\/)(\w+)Dto(?=")/g, '$1$2')) as Document;
}
