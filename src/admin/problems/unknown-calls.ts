import {
  HttpException,
  HttpStatus,
  Inject,
  Injectable,
  NotFoundException,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AdminPath } from '../admin-path.js';
import { ProblemFilter } from './problem.filter.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** A url of the API, as a pattern, and the methods that it has. */
interface KnownUrl {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/**
 * Answers calls below the admin API's path that reach no controller: unknown urls, methods that a url does not have,
 * bodies that cannot be read. A controller's filter never sees those, and a global filter would change the host's own
 * errors.
 */
@Injectable()
export class UnknownCalls implements OnModuleInit {
  readonly #problems = new ProblemFilter();
  #path: string;
  #describe: (() => Pick<OpenAPIObject, 'paths'>) | undefined;
  #known: readonly KnownUrl[] | undefined;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    @Inject(AdminPath) path: string,
  ) {
    this.#path = `/${path}`;
  }

  /**
   * Answers for all urls below a path, in a server that has nothing else there. Call it before the application starts.
   *
   * @param describe the API's description: a method that a url does not have is answered with those that it has
   */
  below(path: string, describe: () => Pick<OpenAPIObject, 'paths'>): void {
    this.#path = path;
    this.#describe = describe;
  }

  // Nest has registered all routes by now; its own answer to unknown urls comes after this one.
  onModuleInit(): void {
    const adapter = this.adapterHost.httpAdapter;
    // Fastify answers unknown calls itself.
    if (adapter.getType() !== 'express') return;
    const unknown: RequestHandler = (request, response) => {
      const methods = this.#methodsOf(request.originalUrl);
      if (methods.length > 0) response.header('Allow', methods.join(', '));
      this.#problems.answer(this.#faultOf(request.method, methods), request, response);
    };
    const unreadable: ErrorRequestHandler = (error, request, response, _next) =>
      this.#problems.answer(error, request, response);
    adapter.use(this.#path, unknown);
    adapter.use(this.#path, unreadable);
  }

  #methodsOf(url: string): readonly string[] {
    const [path] = url.split('?') as [string];
    this.#known ??= this.#describe ? knownUrls(this.#describe()) : [];
    const methods = new Set(
      this.#known.filter(({ pattern }) => pattern.test(path)).flatMap((known) => known.methods),
    );
    return [...methods].sort();
  }

  #faultOf(method: string, methods: readonly string[]): HttpException {
    if (methods.length > 0) {
      const detail = `This url does not have ${method}. It has ${methods.join(', ')}.`;
      return new HttpException(detail, HttpStatus.METHOD_NOT_ALLOWED);
    }
    const help = this.#describe ? ' /api/docs lists all urls.' : '';
    return new NotFoundException(`There is no such url.${help}`);
  }
}

function knownUrls({ paths }: Pick<OpenAPIObject, 'paths'>): KnownUrl[] {
  const described = Object.entries(paths).map(([path, item]) => ({
    pattern: new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
    methods: METHODS.filter((method) => item[method]).flatMap((method) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    ),
  }));
  // The pages themselves are not part of the description.
  const pages = { pattern: /^\/api\/(docs|openapi\.json)\/?$/, methods: ['GET', 'HEAD'] };
  return [...described, pages];
}
