import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { AdminPath } from './admin-path.js';
import { problemResponse } from './problems/api-problems.js';

/** Of the API, not of the service: it is in the urls too. */
const VERSION = '1';

type Document = OpenAPIObject;
type Operation = NonNullable<Document['paths'][string]['get']>;
type Schemas = NonNullable<NonNullable<Document['components']>['schemas']>;

/** The description of the admin API, as OpenAPI 3.0: exact enough that a client can be generated from it. */
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
    // A body of DELETE is read for who sends one; OpenAPI 3.0 knows none.
    delete remove?.requestBody;
    if (get) tellOfTags(get);
    if (post?.requestBody) tellOfBodies(post);
    if (put?.requestBody) tellOfBodies(put);
  }
  return withoutSuffix({
    ...rest,
    paths: Object.fromEntries(shown),
    components: { ...components, schemas: closed(components.schemas ?? {}) },
  });
}

/** Follows from there being a body: whoever describes a call cannot forget it. */
function tellOfBodies({ responses }: Operation): void {
  responses['413'] ??= problemResponse(413);
  responses['415'] ??= problemResponse(415);
}

/** Who has what an ETag stands for need not be sent it again. */
function tellOfTags({ parameters = [], responses }: Operation): void {
  const success = responses['200'];
  if (!success || !('headers' in success) || !success.headers?.['ETag']) return;
  const { ETag } = success.headers;
  responses['304'] = { description: 'It is what `If-None-Match` says.', headers: { ETag } };
  parameters.push({
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The ETag of what the caller has: it is not sent again (304).',
    schema: { type: 'string' },
  });
}

/** Members that are not described are neither taken nor answered. */
function closed(schemas: Schemas): Schemas {
  const entries = Object.entries(schemas).map(([name, schema]) => [
    name,
    'type' in schema && schema.type === 'object' ? { additionalProperties: false, ...schema } : schema,
  ]);
  return Object.fromEntries(entries) as Schemas;
}

/** What the classes are here is nobody's business: clients have a `Rule`, and no `RuleDto`. */
function withoutSuffix(document: Document): Document {
  const text = JSON.stringify(document);
  return JSON.parse(text.replace(/("|\/)(\w+)Dto(?=")/g, '$1$2')) as Document;
}
