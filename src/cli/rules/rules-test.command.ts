import type { Command } from 'commander';
import { familyRange, listFile } from '../option-values.js';
import type { TestOptions } from './rules-test.js';

export function addRulesTest(rules: Command): void {
  rules
    .command('test')
    .description('Sends the cases in rule files through their rules, without a Presend.')
    .argument('<files...>', 'YAML files with rules, cases, or both')
    .option('--keywords <list=file>', 'a file of words of a keyword list; may be given again', listFile)
    .option('--as-live', 'takes rules that are drafts, or on trial, as if they were live')
    .option(
      '--family <name=first-last>',
      'a family of your own, with the codes that reach its clients',
      familyRange,
    )
    .addHelpText(
      'after',
      `
A case:
  cases:
    - name: an invitation to a casino is refused
      message: { text: come to my casino, sender: jared }
      expect: { verdict: reject, code: 10101, rule: no-casino }

Examples:
  $ presend rules test rules/*.yaml
  $ presend rules test rules.yaml cases.yaml --keywords gambling=words.txt`,
    )
    // What judges takes half a second to load, which others need not wait for.
    .action(async (paths: string[], options: TestOptions) =>
      (await import('./rules-test.js')).test(paths, options),
    );
}
