// The package as its users get it: packed, installed in an empty folder, compiled and run on a real PostgreSQL.
// `npm run test:package`; DATABASE_URL names a server on which databases may be created, else one is started.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { check, sum, title } from './checks.mjs';
import { checkConsumer, install } from './consumer.mjs';
import { checkExamples } from './examples.mjs';
import { checkHost, writeHost } from './host.mjs';
import { checkProduction } from './production.mjs';
import { checkTarball, pack } from './tarball.mjs';

const ENTRIES = ['presend', 'presend/platform', 'presend/testing', 'presend/migrations'];

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'presend-package-'));
const consumer = join(folder, 'host');
const installed = join(consumer, 'node_modules/presend');
let server;
try {
  title('npm');
  await check('works in a folder above which nobody has packages (TMPDIR names another)', () => {
    for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
      assert.equal(existsSync(join(above, 'node_modules')), false, `${above} has node_modules`);
    }
  });
  let packed;
  await check('packs the repository', async () => {
    packed = await pack(root, folder);
  });
  await mkdir(consumer);
  const isInstalled = await check('installs the tarball in an empty folder', () =>
    install(root, consumer, packed.tarball),
  );
  if (isInstalled) {
    await checkTarball(root, installed, packed.paths);
    await writeHost(root, consumer);
    await checkConsumer(consumer, ENTRIES);

    const load = (path) => import(pathToFileURL(join(installed, path)).href);
    const kit = await load('dist/src/testing/index.js');
    const { EmbeddedPostgres } = kit;
    const own = process.env.DATABASE_URL;
    if (!own) server = await EmbeddedPostgres.start(join(folder, 'postgres'), { fsync: 'off' });
    const serverUrl = own ?? server.url;
    await checkHost(consumer, kit, serverUrl);
    await checkExamples(root, consumer, kit, serverUrl);
    await checkProduction(root, join(folder, 'application'), kit, serverUrl);
  }
} finally {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = sum() ? 0 : 1;
