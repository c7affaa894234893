import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweep } from './sweep.mjs';

/** All that a run writes is below one folder, and all that it starts is its child: so nothing of it is left. */
export default function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'presend-chaos-'));
  process.env.TMPDIR = folder;
  process.env.CHAOS_ROWS = join(folder, 'rows.ndjson');
  globalThis.chaosFolder = folder;
  process.on('exit', () => sweep(folder));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
}
