import { Module } from '@nestjs/common';
import { BeforeSendMemory } from './before-send-memory.js';
import { OpenimCommandsController } from './commands/openim-commands.controller.js';
import { OpenimSecretGuard } from './openim-secret.guard.js';
import { OpenimController } from './openim.controller.js';
import { OpenimPlatform } from './openim.platform.js';
import { ProfileMismatchLogger } from './profile-mismatch-logger.js';

/** The family `openim`. */
@Module({
  controllers: [OpenimController, OpenimCommandsController],
  providers: [OpenimPlatform, OpenimSecretGuard, BeforeSendMemory, ProfileMismatchLogger],
})
export class OpenimModule {}
