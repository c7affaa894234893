import type { Command } from 'commander';
import type { AdminClient } from './admin-client.js';
import { ApiProblem } from './api-problem.js';
import { backtestText } from './backtest-report.js';
import { type RunningBacktest, overBacktest } from './backtest-run.js';
import { CommandFault, EXIT } from './command-fault.js';
import { interruption } from './interruption.js';
import { instantOption, positiveNumber } from './option-values.js';
import { Progress } from './progress.js';
import type { RuleFiles } from './rules/rule-files.js';
import { clientOf, forServer, type ServerOptions } from './server-options.js';
import { print, shown } from './terminal.js';

interface BacktestOptions extends ServerOptions {
  readonly rules?: string[];
  readonly version?: number;
  readonly from?: string;
  readonly to?: string;
  readonly app?: string;
  readonly family?: string;
  readonly json?: boolean;
}

export function addBacktest(presend: Command): void {
  forServer(presend.command('backtest'))
    .description('Has rules judge messages of the past, and tells what would have been otherwise.')
    .option('--rules <files...>', 'rule files; left out: the version in force')
    .option('--version <number>', 'a version that the server has', positiveNumber)
    .option('--from <time>', 'messages received then or later', instantOption)
    .option('--to <time>', 'messages received before then', instantOption)
    .option('--app <id>', 'a SdkAppid, or openim')
    .option('--family <family>', 'group, live-room, official-account, openim')
    .option('--json', 'the answer as JSON')
    .addHelpText(
      'after',
      `
Ctrl-C cancels it on the server, too.

Examples:
  $ presend backtest --rules rules/*.yaml --from 2026-11-14 --family group
  $ presend backtest --version 12 --json | jq .report.changes`,
    )
    .action(backtest);
}

async function backtest(options: BacktestOptions): Promise<void> {
  if (options.rules && options.version !== undefined)
    throw new CommandFault('--rules and --version are two rule sets: leave one out.', EXIT.usage);
  const files = options.rules && (await filesAt(options.rules));
  const client = await clientOf(options);
  const started = await startedBacktest(client, options, files);
  const interrupted = interruption('Cancelling it on the server.');
  const progress = new Progress('Backtest', 'messages');
  let over: RunningBacktest;
  try {
    over = await overBacktest(client, started, interrupted.signal, (done, total) =>
      progress.update(done, total),
    );
  } finally {
    progress.end();
    interrupted.end();
  }
  if (options.json) print(JSON.stringify(over, null, 2));
  else if (over.report) print(backtestText(over.report));
  if (over.state === 'failed') throw new CommandFault(`The backtest failed: ${shown(over.failure)}`);
  if (over.state === 'cancelled') throw new CommandFault('The backtest was cancelled.', EXIT.interrupted);
}

async function filesAt(paths: readonly string[]): Promise<RuleFiles> {
  const { RuleFiles } = await import('./rules/rule-files.js');
  return RuleFiles.read(paths);
}

async function startedBacktest(
  client: AdminClient,
  { version, from, to, app, family }: BacktestOptions,
  files: RuleFiles | undefined,
): Promise<RunningBacktest> {
  try {
    const json = { version, rules: files?.rules, from, to, app, family };
    const { body } = await client.call<RunningBacktest | undefined>('POST', 'backtests', { json });
    if (body?.id === undefined || body.id === null)
      throw new CommandFault('The server did not say which backtest it began.');
    return body;
  } catch (error) {
    throw files && error instanceof ApiProblem ? files.placed(error.asRuleSetError() ?? error) : error;
  }
}
