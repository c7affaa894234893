import { readFileSync } from 'node:fs';

const nobody = new Int32Array(new SharedArrayBuffer(4));
/** Linux adds up what a thread worked when it rests. */
const REST_MS = 0.02;

/**
 * The longest pause of this thread's event loop in wall clock, and the most that it worked itself in one turn, in
 * milliseconds. By what a pause is longer it waited for a processor that others had. Elsewhere than on Linux the work is
 * taken for the pause.
 */
export function watchTurns() {
  let [last, lastWork] = [performance.now(), workedMs()];
  const longest = { pauseMs: 0, ownWorkMs: 0 };
  const look = () => {
    const [now, work] = [performance.now(), workedMs()];
    const pause = now - last;
    longest.pauseMs = Math.max(longest.pauseMs, pause);
    longest.ownWorkMs = Math.max(longest.ownWorkMs, Math.min(pause, work - lastWork));
    [last, lastWork] = [now, work];
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

/** How long the main thread has been on a processor. */
function workedMs() {
  Atomics.wait(nobody, 0, 0, REST_MS);
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
