import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { c2cMessage } from './c2c.commands.js';

/** The family `c2c`: messages from one user to another. */
@Module({ imports: [TencentModule.forFeature([c2cMessage])] })
export class C2cModule {}
