import { readFileSync } from 'node:fs';

/** Where the system does not tell. */
const UNKNOWN = '0';
/** Where in `/proc/<pid>/stat` the start stands, counted from the member after the command's name. */
const START = 19;

/**
 * What tells a process from a later one that got its id: when it was started, in the kernel's clock ticks since the
 * machine was. `0` where there is no `/proc`, or no such process.
 */
export function processStartTime(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name is in brackets, and may hold brackets and spaces itself.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[START] ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

/** Whether the process that had this id and was born then still runs; another one with our own id does not. */
export function isAlive(pid: number, birth: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const found = processStartTime(pid);
  return found === UNKNOWN || birth === UNKNOWN || found === birth;
}
