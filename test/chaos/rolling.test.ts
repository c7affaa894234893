import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/process.js';
import { within } from './support/form.js';
import { Gateway } from './support/gateway.js';
import { FragilePostgres } from './support/postgres.js';
import { expectNothingLost, sendDuring } from './support/scenario.js';

const hasNginx = spawnSync('nginx', ['-v']).status === 0;
if (!hasNginx) process.stderr.write('No nginx here: its test is skipped (apt-get install nginx-light).\n');

let postgres: FragilePostgres;
const gateways: Gateway[] = [];
let nginx: ChildProcess | undefined;
beforeAll(async () => {
  postgres = await FragilePostgres.start();
});
afterAll(async () => {
  if (nginx && nginx.exitCode === null) {
    const exited = once(nginx, 'exit');
    nginx.kill('SIGTERM');
    await exited;
  }
  for (const gateway of gateways) await gateway.kill();
  await postgres.stop();
});

/** The load balancer as deploy/nginx.conf has it, with the ports of this run. */
async function startNginx(nodes: readonly Gateway[]): Promise<number> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'presend-nginx-'));
  const config = readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8')
    .replace('gateway-1:3000', `127.0.0.1:${nodes[0]!.port}`)
    .replace('gateway-2:3000', `127.0.0.1:${nodes[1]!.port}`)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace('/dev/stdout presend', 'off')
    .replace('/dev/stderr', join(folder, 'error.log'))
    .replace(
      'http {',
      `pid ${folder}/pid;\nhttp {\n  client_body_temp_path ${folder}/body;\n  proxy_temp_path ${folder}/proxy;`,
    );
  const file = join(folder, 'nginx.conf');
  await writeFile(file, config);
  nginx = spawn('nginx', ['-p', folder, '-e', join(folder, 'error.log'), '-c', file, '-g', 'daemon off;']);
  await Promise.race([sleep(1_000), once(nginx, 'exit')]);
  if (nginx.exitCode !== null) throw new Error(`nginx did not start: see ${folder}/error.log`);
  return port;
}

(hasNginx ? it : it.skip)('each of two nodes is restarted in turn, and nobody notices', async () => {
  for (const _ of [1, 2]) gateways.push(await Gateway.start({ databaseUrl: postgres.url }));
  const port = await startNginx(gateways);
  const codes: (number | null)[] = [];
  const row = await sendDuring('rolling restarts behind nginx', port, gateways, postgres, async () => {
    for (let time = 0; time < within(6, 1); time++) {
      for (const gateway of gateways) {
        codes.push(await gateway.terminate());
        await gateway.restart();
        await sleep(1_000);
      }
    }
  });
  expectNothingLost(row);
  expect(new Set(codes)).toEqual(new Set([0]));
});
