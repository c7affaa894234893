import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SWAP = fileURLToPath(new URL('../keywords/swap.mjs', import.meta.url));
const MOST_MS = 5;

interface Round {
  readonly ownWorkMs: number;
}

const isLinux = process.platform === 'linux';
if (!isLinux) process.stderr.write('Only Linux tells what a thread works: the test of swaps is skipped.\n');

(isLinux ? it : it.skip)(
  'a list of 100,000 words is swapped in turns in which the main thread works at most 5 ms',
  async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [SWAP]);
    const { swaps } = JSON.parse(stdout) as { swaps: Round[] };
    expect(swaps).toHaveLength(3);
    const [least, usual] = swaps.map(({ ownWorkMs }) => ownWorkMs).sort((a, b) => a - b);
    expect(least).toBeGreaterThan(0);
    // What the machine's owner takes of a processor meanwhile is counted as work: one of three may be longer.
    expect(usual).toBeLessThanOrEqual(MOST_MS);
  },
  120_000,
);
