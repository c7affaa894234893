import type { Command } from 'commander';
import type { CodeRanges } from '../../rules/engine/rule-check.js';
import { ApiProblem } from '../api-problem.js';
import type { AdminClient } from '../admin-client.js';
import { CommandFault, EXIT } from '../command-fault.js';
import { familyRange, positiveNumber } from '../option-values.js';
import { differenceLines } from './printed-difference.js';
import { differenceBetween, isNone } from './rule-difference.js';
import type { RuleFiles } from './rule-files.js';
import { listNames, newestVersion, type Pushed, versionInForce } from './rule-versions.js';
import { clientOf, forServer, type ServerOptions } from '../server-options.js';
import { note, print } from '../terminal.js';

interface PushOptions extends ServerOptions {
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly basedOn?: number;
  readonly family?: CodeRanges;
}

export function addRulesPush(rules: Command): void {
  forServer(rules.command('push'))
    .description('Shows how rule files differ from the version in force, and puts them into force.')
    .argument('<files...>', 'YAML files that are the whole rule set together')
    .option('--reason <text>', 'why; stands in the version and in the audit log')
    .option('--dry-run', 'changes nothing')
    .option('--based-on <version>', 'only where that is still the newest version', positiveNumber)
    .option(
      '--family <name=first-last>',
      'a family of your own, with the codes that reach its clients',
      familyRange,
    )
    .addHelpText(
      'after',
      `
Where somebody else makes a version meanwhile, nothing is changed. Keyword lists stay as they are.

Examples:
  $ presend rules push rules/*.yaml --dry-run
  $ presend rules push rules/*.yaml --reason 'refuse casinos'`,
    )
    .action(push);
}

async function push(paths: string[], options: PushOptions): Promise<void> {
  const { reason, dryRun, basedOn } = options;
  if (!reason && !dryRun)
    throw new CommandFault("Say why: --reason 'refuse casinos'. --dry-run needs none.", EXIT.usage);
  // What checks rules takes half a second to load.
  const { RuleFiles } = await import('./rule-files.js');
  const files = await RuleFiles.read(paths);
  // It would take all rules out of force, and is a mistake: whoever wants that writes `rules: []`.
  if (!files.parts.some(({ content }) => 'rules' in content))
    throw new CommandFault('These files have no rules: there is nothing to push.');
  const client = await clientOf(options);
  const newest = await newestVersion(client);
  const active = await versionInForce(client);
  await files.compile(await listNames(client), options.family);

  const difference = differenceBetween(active?.rules ?? [], files.rules);
  print(active ? `Against version ${active.version}, which is in force:` : 'No version is in force:');
  for (const line of differenceLines(difference)) print(line);
  if (newest > (active?.version ?? 0))
    note(`Version ${newest} is newer than the one in force; what it changed goes with this one.`);
  if (dryRun) return;
  if (active && isNone(difference)) return print('There is nothing to change.');
  tell(await sent(client, files, reason!, basedOn ?? newest));
}

async function sent(client: AdminClient, files: RuleFiles, reason: string, basedOn: number): Promise<Pushed> {
  try {
    const { body } = await client.call<Pushed>('POST', 'rule-sets', {
      json: { rules: files.rules, reason },
      headers: { 'if-match': `"v${basedOn}"` },
    });
    return body;
  } catch (error) {
    throw error instanceof ApiProblem ? files.placed(error.asRuleSetError() ?? error) : error;
  }
}

function tell({ version, active }: Pushed): void {
  if (active) return print(`Version ${version} is in force.`);
  print(
    `Version ${version} is made, and not in force: it needs the approval of another key than yours (RULES_NEED_APPROVAL).
  POST /api/v1/rule-sets/${version}/approve, then POST /api/v1/rule-sets/${version}/activate`,
  );
}
