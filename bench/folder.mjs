import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_MS = 8_000;

/** A folder of the run's own. @param {import('./belongings.mjs').Belongings} belongings @returns {Promise<string>} */
export async function folder(belongings) {
  return belongings.add(await mkdtemp(join(tmpdir(), 'presend-bench-')), async (path) => {
    await stopServersIn(path);
    await rm(path, { recursive: true, force: true });
  });
}

/** A PostgreSQL that was being started when the run was interrupted belongs to nobody yet. */
async function stopServersIn(path) {
  for (const name of await readdir(path)) {
    const lock = await readFile(join(path, name, 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(lock.split('\n')[0]);
    if (!(pid > 0)) continue;
    const end = Date.now() + STOP_MS;
    for (let isThere = signal(pid, 'SIGINT'); isThere && Date.now() < end; isThere = signal(pid, 0))
      await sleep(50);
  }
}

/** Tells whether there is such a process. */
function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
