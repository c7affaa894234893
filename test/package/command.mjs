import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const MOST_MS = 300_000;
const START_MS = 30_000;
const STOP_MS = 15_000;

/** Runs a command to its end. @returns what it printed @throws where it fails, with what it printed */
export async function run(cwd, command, ...args) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: MOST_MS });
  const output = outputOf(child);
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}:\n${output()}`);
  return output();
}

/** A program of a port, in a process of its own. */
export async function serve(cwd, script, environment) {
  const port = await freePort();
  const child = spawn(process.execPath, [script], {
    cwd,
    env: { PATH: process.env.PATH, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = outputOf(child);
  const closed = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  const end = performance.now() + START_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() > end) {
      child.kill('SIGKILL');
      throw new Error(`${script} does not answer:\n${output()}`);
    }
    await sleep(50);
  }
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    /** Ends it as an operator does. @throws where it does not end by itself, or ends with an error */
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const [code] = await closed;
      clearTimeout(timer);
      if (code !== 0) throw new Error(`${script} ended with ${code}:\n${output()}`);
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function answers(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

function outputOf(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk.toString()));
  return () => text;
}
