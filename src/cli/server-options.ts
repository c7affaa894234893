import { type Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { AdminClient } from './admin-client.js';
import { CommandFault, EXIT } from './command-fault.js';

const DEFAULT_URL = 'http://127.0.0.1:3000';

/** Where Presend is, and with which key it is called. */
export interface ServerOptions {
  readonly url: string;
  readonly keyFile?: string;
}

/** Gives a command the options of those that talk to a running Presend. */
export function forServer(command: Command): Command {
  return command
    .addOption(new Option('--url <url>', 'where Presend answers').env('PRESEND_URL').default(DEFAULT_URL))
    .option('--key-file <file>', 'a file with the key of the admin API; else PRESEND_API_KEY holds it');
}

/** @throws CommandFault where the url or the key cannot be one */
export async function clientOf({ url, keyFile }: ServerOptions): Promise<AdminClient> {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new CommandFault(
      `'${url}' is no url: --url and PRESEND_URL begin with http:// or https://.`,
      EXIT.usage,
    );
  const key = (keyFile === undefined ? process.env['PRESEND_API_KEY'] : await keyIn(keyFile))?.trim();
  if (!key)
    throw new CommandFault(
      'There is no key: set PRESEND_API_KEY, or name a file that holds it with --key-file.',
      EXIT.usage,
    );
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new CommandFault('The key has characters in it that no key has.', EXIT.usage);
  return new AdminClient(url, key);
}

async function keyIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandFault(
      `The key file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      EXIT.usage,
    );
  }
}
