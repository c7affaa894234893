import { parentPort, workerData } from 'node:worker_threads';
import type { BacktestReport } from './backtest.js';
import { runReplay, type ReplayTask } from './replay-task.js';

/** What is posted from here. */
export type ReplayNews =
  { readonly done: number; readonly total: number } | { readonly report: BacktestReport };

const say = (news: ReplayNews): void => parentPort!.postMessage(news);

const report = await runReplay(workerData as ReplayTask, (done, total) => say({ done, total }));
say({ report });
