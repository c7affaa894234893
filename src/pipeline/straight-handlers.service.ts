import { type CanActivate, Injectable, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { type ApplicationConfig, DiscoveryService, MetadataScanner, ModuleRef } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { CallbackPlatform } from './callback-platform.js';
import { callbackOf } from '../http/callback-request.js';
import { CALLBACK_ROUTE, type CallbackRoute } from './callback-route.js';
import { CallbackGuard } from './callback.guard.js';
import type { Callback } from './callback.js';
import type { Decision } from './decision.js';
import { DtoPipe } from './dto.pipe.js';
import { EnrichInterceptor } from './enrich.interceptor.js';
import { FailureFilter } from './failure.filter.js';
import { LogInterceptor } from './log.interceptor.js';
import { ReplyInterceptor } from './reply.interceptor.js';

/** A controller's method that can be called without Nest. */
export interface StraightHandler {
  /** Of the body; undefined where the method takes none. */
  readonly dto: Type<object> | undefined;
  readonly call: (callback: Callback, body: object | undefined) => Decision | Promise<Decision>;
}

/** Under these names Nest's decorators keep at a class and its methods what stands around a handler. */
const GUARDS = '__guards__';
const PIPES = '__pipes__';
const INTERCEPTORS = '__interceptors__';
const FILTERS = '__exceptionFilters__';
const PARAMETERS = '__routeArguments__';
/** What a method of ours wears beside them; with anything else Nest may do more than is done here. */
const WORN: ReadonlySet<unknown> = new Set([
  'path',
  'method',
  '__httpCode__',
  GUARDS,
  INTERCEPTORS,
  FILTERS,
  CALLBACK_ROUTE,
]);

interface Parameter {
  readonly index: number;
  readonly factory?: unknown;
  readonly data?: unknown;
  readonly pipes?: readonly unknown[];
}

/** Finds the handlers on whose way nobody but the pipeline itself stands: no guard, pipe, interceptor, filter of a host. */
@Injectable()
export class StraightHandlers implements OnApplicationBootstrap {
  readonly #handlers = new Map<string, StraightHandler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly moduleRef: ModuleRef,
  ) {}

  // When the application starts, all that was set for the whole of it is.
  onApplicationBootstrap(): void {
    if (!this.#isFree()) return;
    for (const wrapper of this.discovery.getControllers()) {
      const controller = wrapper.instance as object | null;
      if (!controller || !wrapper.isDependencyTreeStatic()) continue;
      const prototype = Object.getPrototypeOf(controller) as Record<string, () => unknown>;
      if (
        [GUARDS, PIPES, INTERCEPTORS, FILTERS].some((name) =>
          Reflect.hasMetadata(name, controller.constructor),
        )
      )
        continue;
      for (const name of this.scanner.getAllMethodNames(prototype)) this.#add(wrapper, prototype, name);
    }
  }

  /** The handler at an inner path; undefined where Nest has to be passed. */
  find(innerPath: string): StraightHandler | undefined {
    return this.#handlers.get(innerPath);
  }

  /** Whether the host has nothing that stands around every handler. */
  #isFree(): boolean {
    // Nest does not declare its container; without it nobody knows, and Nest is passed.
    const { container } = this.moduleRef as unknown as {
      container?: { applicationConfig?: ApplicationConfig };
    };
    const config = container?.applicationConfig;
    if (!config) return false;
    const all = [
      config.getGlobalGuards(),
      config.getGlobalRequestGuards(),
      config.getGlobalPipes(),
      config.getGlobalRequestPipes(),
      config.getGlobalInterceptors(),
      config.getGlobalRequestInterceptors(),
      config.getGlobalFilters(),
      config.getGlobalRequestFilters(),
    ];
    return all.every(({ length }) => length === 0);
  }

  #add(wrapper: InstanceWrapper, prototype: Record<string, () => unknown>, name: string): void {
    const method = prototype[name]! as unknown as (...args: unknown[]) => Decision | Promise<Decision>;
    const routes = Reflect.getMetadata(CALLBACK_ROUTE, method) as readonly CallbackRoute[] | undefined;
    if (!routes) return;
    const [route] = routes;
    const platform = this.moduleRef.get<CallbackPlatform>(route!.platform, { strict: false });
    const parameters = parametersOf(prototype.constructor, name);
    if (!platform.callerGuard || !parameters || !isOurs(wrapper, method, platform.callerGuard)) return;
    const types = Reflect.getMetadata('design:paramtypes', prototype, name) as readonly Type<object>[];
    const bodyAt = parameters.findIndex(({ pipes = [] }) => pipes.length > 0);
    const isBodyFirst = bodyAt === 0;
    const controller = wrapper.instance as object;
    this.#handlers.set(route!.innerPath, {
      dto: bodyAt < 0 ? undefined : types[bodyAt],
      call: (callback, body) =>
        isBodyFirst ? method.call(controller, body, callback) : method.call(controller, callback, body),
    });
  }
}

/** Whether the guards, interceptors and filters of a method are the pipeline's own, and nobody has replaced one. */
function isOurs(wrapper: InstanceWrapper, method: object, callerGuard: Type<CanActivate>): boolean {
  const expected: Record<string, readonly Type[]> = {
    [GUARDS]: [CallbackGuard, callerGuard],
    [INTERCEPTORS]: [ReplyInterceptor, LogInterceptor, EnrichInterceptor],
    [FILTERS]: [FailureFilter],
  };
  const worn = Reflect.getMetadataKeys(method) as readonly unknown[];
  if (worn.some((key) => !WORN.has(key) && !String(key).startsWith('design:'))) return false;
  return Object.entries(expected).every(([kind, classes]) => {
    const found = (Reflect.getMetadata(kind, method) ?? []) as readonly unknown[];
    return (
      found.length === classes.length &&
      classes.every((one) => found.includes(one)) &&
      classes.every((one) => wrapper.host?.injectables.get(one)?.instance instanceof one)
    );
  });
}

/** The parameters in their order, where all of them are the pipeline's own. */
function parametersOf(controller: object, name: string): readonly Parameter[] | undefined {
  const declared = (Reflect.getMetadata(PARAMETERS, controller, name) ?? {}) as Record<string, Parameter>;
  const parameters = Object.values(declared).sort((a, b) => a.index - b.index);
  const isKnown = parameters.every(({ index, factory, pipes = [] }, at) => {
    const isWhole = index === at && factory === callbackOf;
    return isWhole && (pipes.length === 0 || (pipes.length === 1 && pipes[0] === DtoPipe));
  });
  const bodies = parameters.filter(({ pipes = [] }) => pipes.length > 0);
  return isKnown && bodies.length <= 1 && parameters.length <= 2 ? parameters : undefined;
}
