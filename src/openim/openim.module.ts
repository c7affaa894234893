import { Module } from '@nestjs/common';
import { BeforeSendMemory } from './before-send.memory.js';
import { OpenimController } from './openim.controller.js';
import { OpenimPlatform } from './openim.platform.js';

/** The family `openim`. */
@Module({ controllers: [OpenimController], providers: [OpenimPlatform, BeforeSendMemory] })
export class OpenimModule {}
