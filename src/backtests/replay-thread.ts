import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { BacktestReport } from './backtest-report.js';
import type { ReplayNews } from './backtest.worker.js';
import { runReplay, type ReplayTask } from './replay-task.js';

const WORKER = new URL('./backtest.worker.js', import.meta.url);
const MOST_MB = 1_024;
/** Larger than usual: collecting garbage keeps all processors busy. */
const YOUNG_MB = 64;

/**
 * Runs a replay in another thread, so that callbacks are answered meanwhile.
 *
 * @throws the signal's reason as soon as it is aborted; the thread is gone then
 */
export async function replayInThread(
  task: ReplayTask,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<BacktestReport> {
  // Where the source itself runs, and not what was built of it, there is no file for a thread.
  if (!existsSync(fileURLToPath(WORKER))) {
    return runReplay(task, (done, total) => {
      signal.throwIfAborted();
      onProgress(done, total);
    });
  }
  const worker = new Worker(WORKER, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  try {
    return await new Promise<BacktestReport>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
      worker.on('message', (news: ReplayNews) => {
        if ('report' in news) resolve(news.report);
        else onProgress(news.done, news.total);
      });
    });
  } finally {
    await worker.terminate();
  }
}
