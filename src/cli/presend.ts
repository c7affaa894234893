import 'reflect-metadata';
import { CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { CommandFault, EXIT } from './command-fault.js';
import { program } from './program.js';
import { note, noteColours } from './terminal.js';

// Whoever reads has enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : EXIT.fault);
});

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

try {
  await program(version).parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // It told what is wrong already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  if (error instanceof CommandFault) {
    note(noteColours.red(error.message));
    return error.exitCode;
  }
  throw error;
}
