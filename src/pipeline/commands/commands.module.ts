import { type DynamicModule, Inject, Module, type ModuleMetadata } from '@nestjs/common';
import type { CommandDeclaration } from './command.js';
import { CommandTable } from './command-table.js';

const COMMANDS = Symbol('CommandDeclarations');

/** Registers commands; `TencentModule.forFeature` and `OpenimModule.forFeature` are made of it. */
@Module({})
export class CommandsModule {
  constructor(table: CommandTable, @Inject(COMMANDS) commands: readonly CommandDeclaration[]) {
    table.register(commands);
  }

  /**
   * @param imports the modules that provide the platforms and the guards of the commands
   * @example
   * @Module({ imports: [CommandsModule.forFeature([beforeSend, anyCommand], [AcmeModule])] })
   * export class AcmeFamilyModule {}
   */
  static forFeature(
    commands: readonly CommandDeclaration[],
    imports: ModuleMetadata['imports'] = [],
  ): DynamicModule {
    return { module: CommandsModule, imports, providers: [{ provide: COMMANDS, useValue: commands }] };
  }
}
