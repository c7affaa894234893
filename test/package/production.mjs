import assert from 'node:assert/strict';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, title } from './checks.mjs';
import { run, serve } from './command.mjs';

/** The application, installed as the Dockerfile does: with peers and optional peers, without development tools. */
export async function checkProduction(root, folder, kit, serverUrl) {
  title('the application, without development dependencies');
  await mkdir(folder);
  for (const name of ['package.json', 'package-lock.json']) await cp(join(root, name), join(folder, name));
  await cp(join(root, 'deploy/application-packages.mjs'), join(folder, 'application-packages.mjs'));
  await cp(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  for (const name of ['src', 'migrations']) {
    await cp(join(root, 'dist', name), join(folder, 'dist', name), { recursive: true });
  }
  const isInstalled = await check('is installed by npm, with the versions of package-lock.json', async () => {
    const before = await versionsIn(folder);
    await run(folder, process.execPath, 'application-packages.mjs');
    const omitted = ['--omit=dev', '--omit=optional'];
    await run(folder, 'npm', 'install', ...omitted, '--no-audit', '--no-fund', '--prefer-offline');
    assert.deepEqual(await versionsIn(folder), before);
  });
  if (!isInstalled) return;
  await check('has its command line', async () => {
    assert.match(await run(folder, process.execPath, 'bin/presend.js', '--help'), /simulate/);
  });
  const database = await kit.TestDatabase.create(serverUrl);
  await check('starts, answers, and ends', async () => {
    const environment = { DATABASE_URL: database.url, SDK_APP_IDS: '1400000001', HOST: '127.0.0.1' };
    const program = await serve(folder, join(folder, 'dist/src/main.js'), environment);
    const client = new kit.PresendClient(program.url);
    kit.assertDelivers(await client.send(kit.callbackOf('Group.CallbackBeforeSendMsg')), {});
    await program.stop();
  });
  await database.drop();
}

async function versionsIn(folder) {
  const { packages } = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, integrity }]) => [path, version, integrity]);
}
