import { type DynamicModule, Module } from '@nestjs/common';
import type { CommandDeclaration } from '../pipeline/commands/command.js';
import { CommandsModule } from '../pipeline/commands/commands.module.js';
import { DECLARED_COMMANDS } from './commands/openim.commands.js';
import { OpenimSecretGuard } from './openim-secret.guard.js';
import { OpenimPlatform } from './openim.platform.js';
import { ProfileMismatchLogger } from './profile-mismatch-logger.js';

@Module({
  providers: [OpenimPlatform, OpenimSecretGuard, ProfileMismatchLogger],
  exports: [OpenimPlatform, OpenimSecretGuard],
})
class OpenimPlatformModule {}

/** The family `openim`. */
@Module({
  imports: [OpenimPlatformModule, CommandsModule.forFeature(DECLARED_COMMANDS, [OpenimPlatformModule])],
  exports: [OpenimPlatformModule],
})
export class OpenimModule {
  /** Registers a host's further commands. */
  static forFeature(commands: readonly CommandDeclaration[]): DynamicModule {
    return CommandsModule.forFeature(commands, [OpenimModule]);
  }
}
