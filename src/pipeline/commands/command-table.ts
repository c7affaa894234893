import { Injectable, Logger, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { CallbackGuard } from './callback-guard.js';
import type { CallbackPlatform } from './callback-platform.js';
import type { Callback } from '../callback.js';
import { ANY_COMMAND, type Command, type CommandDeclaration } from './command.js';

interface PlatformCommands {
  readonly platform: CallbackPlatform;
  /** The guard that all commands of the platform share: it can be asked before the command is known. */
  readonly guard: CallbackGuard | undefined;
  /** By name, the command to be tried first at the front. */
  readonly byName: ReadonlyMap<string, readonly Command[]>;
}

/** Every command of the application. Families register theirs while Nest builds the modules. */
@Injectable()
export class CommandTable implements OnApplicationBootstrap {
  readonly #logger = new Logger(CommandTable.name);
  readonly #declared: CommandDeclaration[] = [];
  #built: ReadonlyMap<CallbackPlatform, PlatformCommands> | undefined;

  constructor(private readonly moduleRef: ModuleRef) {}

  /** @throws if the application has started */
  register(commands: readonly CommandDeclaration[]): void {
    if (this.#built) throw new Error('Commands are registered while Nest builds the modules, not later.');
    this.#declared.push(...commands);
  }

  /** @throws if a command is declared twice, or a platform has no command for unknown names */
  onApplicationBootstrap(): void {
    for (const { name, family, platform } of this.commands()) {
      this.#logger.debug(`${platform.name} ${name} (${family})`);
    }
  }

  get platforms(): Iterable<CallbackPlatform> {
    return this.#table.keys();
  }

  platformNamed(name: string): CallbackPlatform | undefined {
    for (const platform of this.#table.keys()) if (platform.name === name) return platform;
    return undefined;
  }

  *commands(): Iterable<Command> {
    for (const { byName } of this.#table.values()) {
      for (const candidates of byName.values()) yield* candidates;
    }
  }

  /** The guard of a platform; `undefined` if it depends on the command. */
  guardOf(platform: CallbackPlatform): CallbackGuard | undefined {
    return this.#table.get(platform)!.guard;
  }

  /** The command that a callback is; the platform's {@link ANY_COMMAND} if none is declared under its name. */
  find(callback: Callback): Command {
    const { byName } = this.#table.get(callback.platform)!;
    const candidates = byName.get(callback.commandName);
    return candidates?.find((command) => matches(command, callback)) ?? byName.get(ANY_COMMAND)![0]!;
  }

  // Other providers read the table while they start, before its own hook runs.
  get #table(): ReadonlyMap<CallbackPlatform, PlatformCommands> {
    this.#built ??= this.#build();
    return this.#built;
  }

  #build(): ReadonlyMap<CallbackPlatform, PlatformCommands> {
    const byPlatform = new Map<CallbackPlatform, Map<string, Command[]>>();
    for (const declaration of this.#declared) {
      const command: Command = {
        ...declaration,
        platform: this.#instanceOf(declaration.platform),
        guard: this.#instanceOf(declaration.guard),
      };
      const byName = byPlatform.get(command.platform) ?? new Map<string, Command[]>();
      byPlatform.set(command.platform, byName);
      byName.set(command.name, withCommand(byName.get(command.name) ?? [], command));
    }
    return new Map(
      [...byPlatform].map(([platform, byName]) => {
        if (!byName.has(ANY_COMMAND)) {
          throw new Error(
            `The platform ${platform.name} has no command for unknown names: declare one named '${ANY_COMMAND}'.`,
          );
        }
        const guards = new Set([...byName.values()].flat().map(({ guard }) => guard));
        return [platform, { platform, guard: guards.size === 1 ? [...guards][0] : undefined, byName }];
      }),
    );
  }

  #instanceOf<T>(type: Type<T>): T {
    return this.moduleRef.get<T>(type, { strict: false });
  }
}

/** Adds a command to those of its name, in the order in which they are tried. */
function withCommand(candidates: readonly Command[], command: Command): Command[] {
  const rivals = candidates.filter((other) => other.family === command.family && isRival(other, command));
  const replaced = rivals.filter((rival) => command.replaces && !rival.replaces);
  const stays = rivals.filter((rival) => rival.replaces && !command.replaces);
  if (rivals.length > replaced.length + stays.length) {
    throw new Error(
      `The command ${command.name} is declared twice in the family ${command.family}: remove one declaration, or set ` +
        '`replaces: true` on the one that takes the place of the other.',
    );
  }
  if (stays.length > 0) return [...candidates];
  const others = candidates.filter((other) => !replaced.includes(other));
  return [...others, command].sort((a, b) => precedence(b) - precedence(a));
}

function isRival(one: Command, other: Command): boolean {
  return precedence(one) === precedence(other);
}

/** A command with more conditions is tried earlier, a fallback last. */
function precedence({ where, isFallback }: Command): number {
  return Object.keys(where ?? {}).length - (isFallback ? 1_000 : 0);
}

function matches({ where }: Command, callback: Callback): boolean {
  for (const name in where) {
    if (callback.stringMember(name) !== where[name]) return false;
  }
  return true;
}
