import { type DynamicModule, Module } from '@nestjs/common';
import type { CommandDeclaration } from '../pipeline/commands/command.js';
import { CommandsModule } from '../pipeline/commands/commands.module.js';
import { SdkAppidGuard } from './sdk-appid.guard.js';
import { TencentPlatform } from './tencent.platform.js';
import { TENCENT_COMMANDS } from './tencent.commands.js';

@Module({
  providers: [SdkAppidGuard, TencentPlatform],
  exports: [SdkAppidGuard, TencentPlatform],
})
class TencentPlatformModule {}

/** The part that the families of Tencent share: the guard, the reply format, notices, unknown commands. */
@Module({
  imports: [TencentPlatformModule, CommandsModule.forFeature(TENCENT_COMMANDS, [TencentPlatformModule])],
  exports: [TencentPlatformModule],
})
export class TencentModule {
  /**
   * Registers the commands of a family.
   *
   * @example
   * @Module({ imports: [TencentModule.forFeature([roomCreation])] })
   * export class RoomCreationModule {}
   */
  static forFeature(commands: readonly CommandDeclaration[]): DynamicModule {
    return CommandsModule.forFeature(commands, [TencentModule]);
  }
}
