#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist/src/cli/presend.js');

/** A package brings what was built; a clone builds it the first time, and again when its source is newer. */
function isStale() {
  const source = join(root, 'src');
  if (!existsSync(source)) return false;
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return readdirSync(source, { recursive: true }).some(
    (name) => statSync(join(source, name)).mtimeMs > builtAt,
  );
}

if (isStale()) {
  const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  // What it says is no part of a command's answer.
  execFileSync(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
}
await import(built);
