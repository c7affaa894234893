import { Command } from 'commander';
import { addBacktest } from './backtest.command.js';
import { addExplain } from './rules/explain.command.js';
import { addKeywordsImport } from './rules/keywords-import.command.js';
import { addRulesLint } from './rules/rules-lint.command.js';
import { addRulesPull } from './rules/rules-pull.command.js';
import { addRulesPush } from './rules/rules-push.command.js';
import { addRulesTest } from './rules/rules-test.command.js';
import { addSimulate } from './simulate/simulate.command.js';
import { addTail } from './tail.command.js';

/** All commands. @param version what --version says */
export function program(version: string): Command {
  const presend = new Command('presend')
    .description('Works on a Presend, and on the rules in files of your own.')
    .version(version)
    // A subcommand has a --version of its own.
    .enablePositionalOptions()
    .showHelpAfterError('(--help tells more)')
    .exitOverride()
    .addHelpText(
      'after',
      `
The key of the admin API is read from PRESEND_API_KEY or --key-file, the url from PRESEND_URL or --url.
Exit codes: 0 all is well, 1 something is wrong, 2 it was called wrongly, 3 no Presend answers.

Examples:
  $ presend rules test rules/*.yaml
  $ presend rules push rules/*.yaml --reason 'refuse casinos'
  $ presend tail --verdict reject`,
    );
  const rules = presend.command('rules').description('Rules in YAML files, and in Presend.');
  addRulesLint(rules);
  addRulesTest(rules);
  addRulesPush(rules);
  addRulesPull(rules);
  addKeywordsImport(presend.command('keywords').description('Keyword lists.'));
  addBacktest(presend);
  addTail(presend);
  addExplain(presend);
  addSimulate(presend);
  return presend;
}
