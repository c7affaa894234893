import { Module } from '@nestjs/common';
import { TencentModule } from '../tencent.module.js';
import { C2cController } from './c2c.controller.js';

/** The family `c2c`. */
@Module({ imports: [TencentModule], controllers: [C2cController] })
export class C2cModule {}
