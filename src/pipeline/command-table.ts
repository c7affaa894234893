import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModuleRef, Reflector } from '@nestjs/core';
import type { CallbackPlatform } from './callback-platform.js';
import { ANY_COMMAND, CALLBACK_ROUTE, type CallbackRoute } from './callback-route.js';
import type { Callback } from './callback.js';

type Routes = Map<CallbackPlatform, Map<string, CallbackRoute[]>>;

/** Which method handles which command, built once from what the controllers declare. */
@Injectable()
export class CommandTable implements OnModuleInit {
  #built: Routes | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly moduleRef: ModuleRef,
  ) {}

  /** @throws where two methods handle one command, or none a platform's unknown ones */
  onModuleInit(): void {
    void this.#routes;
  }

  // Others ask for it while they start, and may be earlier.
  get #routes(): Routes {
    this.#built ??= this.#build();
    return this.#built;
  }

  #build(): Routes {
    const built: Routes = new Map();
    for (const { instance } of this.discovery.getControllers()) {
      if (!instance) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const routes = this.reflector.get<CallbackRoute[] | undefined>(CALLBACK_ROUTE, prototype[name]!);
        for (const route of routes ?? []) this.#add(built, route);
      }
    }
    for (const [platform, routes] of built) {
      if (!routes.has(ANY_COMMAND)) {
        throw new Error(
          `Platform ${platform.name} has no handler for unknown commands: give one method of its controllers ` +
            `the command '${ANY_COMMAND}'.`,
        );
      }
    }
    return built;
  }

  get platforms(): Iterable<CallbackPlatform> {
    return this.#routes.keys();
  }

  /** Each handled command, with the platform whose it is. */
  *commands(): Iterable<{ readonly platform: CallbackPlatform; readonly route: CallbackRoute }> {
    for (const [platform, routes] of this.#routes) {
      for (const candidates of routes.values()) for (const route of candidates) yield { platform, route };
    }
  }

  /** The handler of a callback; the platform's `*` where nobody declared its command. */
  find(callback: Callback): CallbackRoute {
    const routes = this.#routes.get(callback.platform)!;
    const candidates = routes.get(callback.command) ?? [];
    return candidates.find((route) => matches(route, callback)) ?? routes.get(ANY_COMMAND)![0]!;
  }

  #add(built: Routes, route: CallbackRoute): void {
    const platform = this.moduleRef.get<CallbackPlatform>(route.platform, { strict: false });
    const routes = built.get(platform) ?? new Map<string, CallbackRoute[]>();
    const candidates = [...(routes.get(route.command) ?? []), route];
    candidates.sort((a, b) => rank(b) - rank(a));
    if (
      candidates.filter((other) => other.family === route.family && rank(other) === rank(route)).length > 1
    ) {
      throw new Error(`Two methods handle ${route.command} of the family ${route.family}: remove one.`);
    }
    built.set(platform, routes.set(route.command, candidates));
  }
}

/** Who has more conditions is asked first, and who gives way last. */
function rank({ where, isFallback }: CallbackRoute): number {
  return Object.keys(where ?? {}).length - (isFallback ? 1_000 : 0);
}

function matches(route: CallbackRoute, callback: Callback): boolean {
  for (const name in route.where) {
    if (callback.stringMember(name) !== route.where[name]) return false;
  }
  return true;
}
