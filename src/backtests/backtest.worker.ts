import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { BacktestReport } from './backtest-report.js';
import { runReplay, type ReplayTask } from './replay-task.js';

/** What is posted from here. */
export type ReplayNews =
  { readonly done: number; readonly total: number } | { readonly report: BacktestReport };

// Callbacks go first. On Linux a priority is a thread's own, elsewhere that of the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const say = (news: ReplayNews): void => parentPort!.postMessage(news);

const report = await runReplay(workerData as ReplayTask, (done, total) => say({ done, total }));
say({ report });
