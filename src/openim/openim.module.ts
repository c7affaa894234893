import { Module } from '@nestjs/common';
import { BeforeSendMemory } from './before-send.memory.js';
import { OpenimSecretGuard } from './openim-secret.guard.js';
import { OpenimController } from './openim.controller.js';
import { OpenimPlatform } from './openim.platform.js';

/** The family `openim`. */
@Module({ controllers: [OpenimController], providers: [OpenimPlatform, OpenimSecretGuard, BeforeSendMemory] })
export class OpenimModule {}
