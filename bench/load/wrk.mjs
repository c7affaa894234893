import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NONCE } from '../traffic.mjs';

const SCRIPT = fileURLToPath(new URL('wrk.lua', import.meta.url));

export const isWrkThere = () => spawnSync('wrk', ['--version']).error === undefined;

/** @type {import('./generator.mjs').Fire} */
export async function fireWrk({ port, shot, first, connections, seconds }) {
  const args = ['--threads', '1', '--connections', connections, '--duration', `${Math.ceil(seconds)}s`];
  const wrk = spawn(
    'wrk',
    [
      ...[...args, '--timeout', '10s', '--script', SCRIPT, `http://127.0.0.1:${port}`, '--'].map(String),
      ...[shot.file, shot.offsets[first], shot.takeNonce(), NONCE].map(String),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [wrk.stdout, wrk.stderr]) stream.on('data', (chunk) => (output += chunk));
  await once(wrk, 'close');
  const [, result] = /^RESULT (.*)$/m.exec(output) ?? [];
  if (!result) throw new Error(`wrk did not tell what it measured: ${output}`);
  return JSON.parse(result);
}
