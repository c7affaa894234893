import { type Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { AdminClient } from './admin-client.js';
import { CommandFault, EXIT } from './command-fault.js';
import { httpUrlOption } from './option-values.js';

const DEFAULT_URL = 'http://127.0.0.1:3000';

/** Where Presend is, and with which key it is called. */
export interface ServerOptions {
  readonly url: string;
  readonly keyFile?: string;
}

/** Gives a command the option that names a running Presend. */
export function withUrl(command: Command): Command {
  return command.addOption(
    new Option('--url <url>', 'where Presend answers')
      .env('PRESEND_URL')
      .default(DEFAULT_URL)
      .argParser(httpUrlOption),
  );
}

/** Gives a command the options of those that call the admin API of a running Presend. */
export function forServer(command: Command): Command {
  return withUrl(command).option(
    '--key-file <file>',
    'a file with the key of the admin API; else PRESEND_API_KEY holds it',
  );
}

/** @throws CommandFault where the key cannot be one */
export async function clientOf({ url, keyFile }: ServerOptions): Promise<AdminClient> {
  const key = await secretIn(keyFile, 'PRESEND_API_KEY');
  if (!key)
    throw new CommandFault(
      'There is no key: set PRESEND_API_KEY, or name a file that holds it with --key-file.',
      EXIT.usage,
    );
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new CommandFault('The key has characters in it that no key has.', EXIT.usage);
  return new AdminClient(url, key);
}

/**
 * A secret, which is never an argument that others see.
 *
 * @param file holds it; left out: the environment's `variable` does
 * @returns `undefined` where there is none
 * @throws CommandFault where the file cannot be read
 */
export async function secretIn(file: string | undefined, variable: string): Promise<string | undefined> {
  if (file === undefined) return process.env[variable]?.trim() || undefined;
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (error) {
    throw new CommandFault(
      `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      EXIT.usage,
    );
  }
}
