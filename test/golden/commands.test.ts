import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from './commands.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const protocol = fileURLToPath(new URL('../../../shared/protocol/tencent.md', import.meta.url));

/** A name in the list of commands that only changes the default of another webhook, and never arrives. */
const NO_EVENT = 'Live.CallbackBeforeCallBackNotBlock';

/** The commands in the first cells of the tables under "3. All commands". A short name takes the prefix of the one before. */
function commandsIn(text: string): Set<string> {
  const section = text.slice(text.indexOf('\n## 3. '), text.indexOf('\n## 4. '));
  const commands = new Set<string>();
  for (const [, cell] of section.matchAll(/^\| (.+?) \|/gm)) {
    let prefix = '';
    for (const [, name] of cell!.matchAll(/`([^`]+)`/g)) {
      if (/^[A-Z]\w+\.\w+$/.test(name!)) {
        prefix = name!.slice(0, name!.indexOf('Callback') + 'Callback'.length);
        commands.add(name!);
      } else if (/^(After|Before)\w+$/.test(name!)) commands.add(prefix + name!);
    }
  }
  commands.delete(NO_EVENT);
  return commands;
}

const isThere = existsSync(protocol);
if (!isThere) process.stderr.write(`Skipped: there is no ${protocol} to compare the commands with.\n`);

it.each(COMMANDS)('%s has a golden case', (command) => {
  const folder = join(root, command);
  expect(existsSync(folder) ? readdirSync(folder).length : 0).toBeGreaterThan(0);
});

(isThere ? it : it.skip)('the list of commands is the same as in the protocol document', () => {
  const documented = commandsIn(readFileSync(protocol, 'utf8'));
  expect(documented.size).toBeGreaterThan(60);
  expect([...documented].sort()).toEqual([...COMMANDS].sort());
});
