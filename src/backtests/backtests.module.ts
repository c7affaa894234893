import { Module } from '@nestjs/common';
import { BacktestRunner } from './backtest-runner.js';
import { BacktestStore } from './backtest.store.js';

/** What rules would have done with the messages of the past. */
@Module({ providers: [BacktestStore, BacktestRunner] })
export class BacktestsModule {}
