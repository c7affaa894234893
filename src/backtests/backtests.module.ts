import { Module } from '@nestjs/common';
import { BacktestRunner } from './backtest-runner.js';
import { BacktestStore } from './backtest.store.js';
import { BacktestsController } from './backtests.controller.js';

/** What rules would have done with the messages of the past. */
@Module({ controllers: [BacktestsController], providers: [BacktestStore, BacktestRunner] })
export class BacktestsModule {}
