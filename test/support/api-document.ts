import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Answer, TestPresend } from './presend.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: object;
}

interface Content {
  readonly [mediaType: string]: { readonly schema: object };
}

interface Response {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: Record<string, { readonly required?: boolean; readonly schema: object }>;
}

export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

/** The members of an OpenAPI document, which are no keywords of a JSON schema. */
const NO_KEYWORDS = ['openapi', 'info', 'paths', 'components', 'servers', 'tags', 'example', 'x-line'];

/** What a Presend says of its admin API, held against what it answers. */
export class ApiDocument {
  readonly #ajv = new Ajv({ strict: true, strictTypes: true, allErrors: true });
  readonly #validators = new Map<string, ValidateFunction>();
  readonly operations: readonly Operation[];

  private constructor(readonly document: { paths: object; components: { schemas: Record<string, object> } }) {
    (addFormats as unknown as (ajv: Ajv) => void)(this.#ajv);
    this.#ajv.addVocabulary(NO_KEYWORDS);
    this.#ajv.addSchema(document, 'api');
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
        ...operation,
        path,
        method: method.toUpperCase(),
      })),
    );
  }

  static async of(presend: TestPresend): Promise<ApiDocument> {
    const { json } = await presend.request('/api/openapi.json', {});
    return new ApiDocument(json);
  }

  operation(id: string): Operation {
    const found = this.operations.find(({ operationId }) => operationId === id);
    if (!found) throw new Error(`The document has no operation ${id}.`);
    return found;
  }

  /** What of an answer is not as the document says. */
  faultsOf(operation: Operation, { status, headers, text, json }: Answer): string[] {
    const response = operation.responses[status];
    if (!response) return [`${status} is not described: ${text}`];
    const faults = Object.entries(response.headers ?? {})
      .filter(([name, { required }]) => required && !headers.has(name))
      .map(([name]) => `the header ${name} is missing`);
    const [mediaType] = (headers.get('content-type') ?? '').split(';');
    const described = Object.keys(response.content ?? {});
    if (described.length === 0) return text === '' ? faults : [...faults, `there should be no body: ${text}`];
    if (!described.includes(mediaType!)) return [...faults, `${mediaType} is not described`];
    const pointer = ['responses', String(status), 'content', mediaType!, 'schema'];
    return [...faults, ...this.#invalid(operation, pointer, json ?? text)];
  }

  /** What of a JSON body is not as the document wants it. */
  faultsOfBody(operation: Operation, body: unknown): string[] {
    return this.#invalid(operation, ['requestBody', 'content', 'application/json', 'schema'], body);
  }

  #invalid({ path, method }: Operation, pointer: readonly string[], value: unknown): string[] {
    const parts = ['paths', path, method.toLowerCase(), ...pointer].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const ref = `api#/${parts.join('/')}`;
    const validate = this.#validators.get(ref) ?? this.#ajv.compile({ $ref: ref });
    this.#validators.set(ref, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}
