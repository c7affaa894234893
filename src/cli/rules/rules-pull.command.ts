import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { rulesAsYaml } from './rule-yaml.js';
import { CommandFault } from '../command-fault.js';
import { positiveNumber } from '../option-values.js';
import { type Version, versionInForce } from './rule-versions.js';
import { clientOf, forServer, type ServerOptions } from '../server-options.js';
import { note } from '../terminal.js';

interface PullOptions extends ServerOptions {
  readonly out?: string;
  readonly version?: number;
}

export function addRulesPull(rules: Command): void {
  forServer(rules.command('pull'))
    .description('Gives the version in force as a rule file: pushed again, it changes nothing.')
    .option('--out <file>', 'where to write it; left out: to stdout')
    .option('--version <number>', 'another version', positiveNumber)
    .addHelpText(
      'after',
      `
Examples:
  $ presend rules pull --out rules.yaml
  $ presend rules pull --version 12 | diff rules.yaml -`,
    )
    .action(pull);
}

async function pull(options: PullOptions): Promise<void> {
  const { out, version } = options;
  const client = await clientOf(options);
  const found =
    version === undefined ? await versionInForce(client) : await client.get<Version>(`rule-sets/${version}`);
  if (!found) throw new CommandFault('No version was ever in force: there is nothing to pull.');
  const yaml = rulesAsYaml(found.rules, `Version ${found.version} of ${found.createdAt ?? 'unknown date'}`);
  if (out === undefined) {
    process.stdout.write(yaml);
    return;
  }
  try {
    await writeFile(out, yaml);
  } catch (error) {
    throw new CommandFault(`${out} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
  note(`Version ${found.version}, ${found.rules.length} rules: ${out}`);
}
