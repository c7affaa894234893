import { type Command, Option } from 'commander';
import { parseTrafficMix } from '../../simulator/traffic-mix.js';
import { isClean } from '../../simulator/simulation-report.js';
import { Simulation } from '../../simulator/simulation.js';
import { MixedTraffic } from '../../simulator/traffic.js';
import { dueCount, type Schedule } from '../../simulator/schedule.js';
import { CommandFault, EXIT } from '../command-fault.js';
import { interruption } from '../interruption.js';
import { percentage, positiveNumber, trafficMix, wholeNumber } from '../option-values.js';
import { Progress } from '../progress.js';
import { withUrl } from '../server-options.js';
import { callersOf, sentBy, type SimulatedVendorOptions } from './simulated-vendors.js';
import { simulationText } from './simulation-text.js';
import { print } from '../terminal.js';

interface SimulateOptions extends SimulatedVendorOptions {
  readonly url: string;
  readonly mix: ReturnType<typeof parseTrafficMix>;
  readonly rate: number;
  readonly seconds: number;
  readonly burst?: number;
  readonly repeats: number;
  readonly heldBack: number;
  readonly malformed: number;
  readonly skew: number;
  readonly senders: number;
  readonly conversations: number;
  readonly connections: number;
  readonly seed: number;
  readonly followUps: boolean;
  readonly json?: boolean;
}

export function addSimulate(presend: Command): void {
  withUrl(presend.command('simulate'))
    .description(
      'Plays the vendors: sends their callbacks to a Presend, and judges its answers as they would.',
    )
    .option('--app <id>', "a SdkAppid; left out: none of Tencent's callbacks")
    .option('--token-file <file>', 'a file with the token that signs; else PRESEND_TENCENT_TOKEN holds it')
    .option(
      '--openim-secret-file <file>',
      'a file with the secret in the path; else PRESEND_OPENIM_SECRET holds it',
    )
    .addOption(
      new Option('--mix <mix>', 'messages, everything, commands, or kinds with weights')
        .argParser(trafficMix)
        .default(parseTrafficMix('messages'), 'messages'),
    )
    .option('--rate <number>', 'callbacks a second', positiveNumber, 100)
    .option('--seconds <number>', 'for so long', positiveNumber, 10)
    .option('--burst <number>', 'so many more at once, every ten seconds', positiveNumber)
    .option('--repeats <percent>', 'of callbacks that come twice', percentage, 0)
    .option('--held-back <percent>', 'of callbacks that later ones overtake', percentage, 0)
    .option('--malformed <percent>', 'of callbacks with a body that is not as it should be', percentage, 0)
    .option('--skew <seconds>', "by which the vendor's clock is wrong at the most", wholeNumber, 0)
    .option('--senders <number>', 'people who write', positiveNumber, 10_000)
    .option('--conversations <number>', 'groups, rooms and official accounts', positiveNumber, 1_000)
    .option('--connections <number>', 'at a time, at the most', positiveNumber, 256)
    .option('--seed <number>', 'the same texts, people and order again', wholeNumber, 1)
    .option('--no-follow-ups', 'without what vendors send after a delivered message')
    .option('--json', 'the report as JSON')
    .addHelpText(
      'after',
      `
A kind is group, live-room, c2c, official-account, openim (their messages), or a command of a vendor.
Send to a Presend of your own that is for trying out: what is sent is recorded, and counted against its people.
It exits with 1 where an answer was late, illegal or missing.

Examples:
  $ presend simulate --app 1400000001 --rate 500 --seconds 60
  $ presend simulate --app 1400000001 --mix everything --malformed 2 --repeats 5 --skew 90
  $ presend simulate --app 1400000001 --mix group=3,Live.CallbackBeforeSendGift=1 --json | jq .latencyMs.p99`,
    )
    .action(simulate);
}

async function simulate(options: SimulateOptions): Promise<void> {
  const { url, rate, seconds, burst, senders, conversations, connections, seed, followUps } = options;
  const callers = await callersOf(options);
  const mix = sentBy(callers, options.mix);
  const pace: Schedule = { rate, seconds, burst };
  const total = dueCount(pace);
  const interrupted = interruption('Waiting for the last answers.');
  const progress = new Progress('Simulation', 'callbacks');
  let seen = 0;
  const simulation = new Simulation({
    url,
    callers: { appId: '', openimSecret: '', ...callers },
    traffic: new MixedTraffic({ mix, senders, conversations, seed }),
    pace,
    disturbances: {
      repeated: options.repeats,
      heldBack: options.heldBack,
      malformed: options.malformed,
      skewS: options.skew,
    },
    followUps,
    connections,
    seed,
    signal: interrupted.signal,
    watch: ({ dispatch }) => {
      if (!dispatch.repeats && !dispatch.isFollowUp) progress.update(++seen, total);
    },
  });
  const report = await simulation.run();
  progress.end();
  interrupted.end();
  print(options.json ? JSON.stringify(report, null, 2) : simulationText(report));
  if (interrupted.signal.aborted) throw new CommandFault('It was interrupted.', EXIT.interrupted);
  if (report.answered === 0) throw new CommandFault(`Nothing answers at ${url}.`, EXIT.unreachable);
  if (!isClean(report)) throw new CommandFault('Not every answer came, in time, and as the vendor wants it.');
}
