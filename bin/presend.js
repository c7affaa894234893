#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The packages of the command line. The library does not need them, so a host installs them itself. */
const PACKAGES = ['cli-table3', 'commander', 'picocolors', 'pure-rand', 'yaml'];
/** The exit code for a wrong call. */
const USAGE = 2;

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist/src/cli/presend.js');

/** The package contains the build. A clone of the repository builds if there is no build, or if the source is newer. */
function isStale() {
  const source = join(root, 'src');
  if (!existsSync(source)) return false;
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return readdirSync(source, { recursive: true }).some(
    (name) => statSync(join(source, name)).mtimeMs > builtAt,
  );
}

function isInstalled(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch ({ code }) {
    return code !== 'ERR_MODULE_NOT_FOUND';
  }
}

const missing = PACKAGES.filter((name) => !isInstalled(name));
if (missing.length > 0) {
  const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = missing.map((name) => `${name}@${peerDependencies[name]}`).join(' ');
  process.stderr.write(`The command line needs packages that are not installed. Run: npm install ${named}\n`);
  process.exit(USAGE);
}

if (isStale()) {
  const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  // The output of the build goes to stderr: stdout holds only the output of the command.
  execFileSync(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
}
await import(built);
