import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { check, title } from './checks.mjs';
import { run, serve } from './command.mjs';

/** The application, installed as the Dockerfile does: peers are installed, development tools are not. */
export async function checkProduction(root, folder, kit, serverUrl) {
  title('the application, without development dependencies');
  await mkdir(folder);
  for (const name of ['package.json', 'package-lock.json']) await cp(join(root, name), join(folder, name));
  for (const name of ['src', 'migrations']) {
    await cp(join(root, 'dist', name), join(folder, 'dist', name), { recursive: true });
  }
  const isInstalled = await check('is installed with npm ci --omit=dev --omit=optional', () =>
    run(folder, 'npm', 'ci', '--omit=dev', '--omit=optional', '--no-audit', '--no-fund', '--prefer-offline'),
  );
  if (!isInstalled) return;
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
