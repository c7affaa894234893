import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

function run(command, ...given) {
  return spawnSync(command, given, { encoding: 'utf8' });
}

/** A process and all below it. One that is paused dies of SIGKILL too, but would not see its parent die. */
function treeOf(pid) {
  const children = run('pgrep', '-P', String(pid)).stdout.split('\n').filter(Boolean);
  return [...children, ...children.flatMap(treeOf)];
}

/**
 * Ends what the run has started and left, and removes its folder.
 *
 * @returns the names of the processes that were still there
 */
export function sweep(folder) {
  const left = treeOf(process.pid)
    .map((pid) => ({ pid, name: run('ps', '-o', 'args=', '-p', pid).stdout.trim() }))
    .filter(({ name }) => name !== '' && !name.includes('<defunct>'));
  for (const { pid } of left) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It went with its parent.
    }
  }
  for (const name of safely(() => readdirSync(folder)) ?? []) {
    if (name.startsWith('presend-disk-')) run('umount', join(folder, name));
  }
  safely(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return left.map(({ name }) => name);
}

function safely(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
