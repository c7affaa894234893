import { HttpException, HttpStatus, Injectable, NotFoundException, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { ADMIN_PATH } from '../admin-path.js';
import { ProblemFilter } from './problem.filter.js';

/** A route of Express' router; others of its layers have none. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/**
 * Answers what is below the admin API's path and reaches no controller: unknown urls, methods that an url does
 * not know, bodies that cannot be read. A controller's filter never sees those, and a global one would meddle
 * with a host's own.
 */
@Injectable()
export class UnknownCalls implements OnModuleInit {
  readonly #problems = new ProblemFilter();
  #path = `/${ADMIN_PATH}`;

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  /** Answers for all urls below a path, in a server that has nothing else there. Call it before the start. */
  below(path: string): void {
    this.#path = path;
  }

  // All routes are there by now; Nest's own answer to what is unknown comes after this.
  onModuleInit(): void {
    const unknown: RequestHandler = (request, response) => {
      const methods = this.#methodsOf(request);
      if (methods.length > 0) response.setHeader('Allow', methods.join(', '));
      this.#problems.answer(faultOf(request.method, methods), request, response);
    };
    const unreadable: ErrorRequestHandler = (error, request, response, _next) =>
      this.#problems.answer(error, request, response);
    const adapter = this.adapterHost.httpAdapter;
    adapter.use(this.#path, unknown);
    adapter.use(this.#path, unreadable);
  }

  #methodsOf({ originalUrl }: Request): string[] {
    const { router } = this.adapterHost.httpAdapter.getInstance<{ router?: { stack?: readonly Layer[] } }>();
    const [path] = originalUrl.split('?');
    const methods = (router?.stack ?? [])
      .filter((layer) => layer.route && layer.match(path!))
      .flatMap((layer) => Object.keys(layer.route!.methods).map((method) => method.toUpperCase()));
    return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
  }
}

function faultOf(method: string, methods: readonly string[]): HttpException {
  if (methods.length === 0) {
    return new NotFoundException(`There is no such url: /api/docs lists what there is.`);
  }
  const detail = `${method} is not known here: ${methods.join(', ')}.`;
  return new HttpException(detail, HttpStatus.METHOD_NOT_ALLOWED);
}
