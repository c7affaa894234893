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
import { callersOf, sendableBy, type SimulatedVendorOptions } from './simulated-vendors.js';
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
      'Plays the vendors: sends their callbacks to a Presend and checks each answer as the vendor would.',
    )
    .option('--app <id>', 'a SdkAppid; without it, no callbacks of Tencent are sent')
    .option(
      '--token-file <file>',
      'a file that holds the signing token (default: the variable PRESEND_TENCENT_TOKEN)',
    )
    .option(
      '--openim-secret-file <file>',
      'a file that holds the secret in the path (default: the variable PRESEND_OPENIM_SECRET)',
    )
    .addOption(
      new Option('--mix <mix>', 'messages, everything, commands, or kinds with weights')
        .argParser(trafficMix)
        .default(parseTrafficMix('messages'), 'messages'),
    )
    .option('--rate <number>', 'callbacks per second', positiveNumber, 100)
    .option('--seconds <number>', 'duration', positiveNumber, 10)
    .option('--burst <number>', 'extra callbacks, all at once, every ten seconds', positiveNumber)
    .option('--repeats <percent>', 'share of callbacks that are sent twice', percentage, 0)
    .option(
      '--held-back <percent>',
      'share of callbacks that are delayed, so that later ones overtake them',
      percentage,
      0,
    )
    .option('--malformed <percent>', 'share of callbacks with a corrupted body', percentage, 0)
    .option('--skew <seconds>', "largest error of the vendor's clock", wholeNumber, 0)
    .option('--senders <number>', 'number of senders', positiveNumber, 10_000)
    .option(
      '--conversations <number>',
      'number of groups, rooms and official accounts',
      positiveNumber,
      1_000,
    )
    .option('--connections <number>', 'largest number of open connections', positiveNumber, 256)
    .option('--seed <number>', 'the same seed gives the same texts, users and order', wholeNumber, 1)
    .option('--no-follow-ups', 'do not send the callbacks that follow a delivered message')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
A kind is group, live-room, c2c, official-account or openim (their messages), or a command of a vendor.
Send to a test installation: Presend records the messages, and they count towards rates, mutes and strikes.
The exit code is 1 if an answer was late, illegal or missing.

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
  const mix = sendableBy(callers, options.mix);
  const schedule: Schedule = { rate, seconds, burst };
  const total = dueCount(schedule);
  const interrupted = interruption('Waiting for the last answers.');
  const progress = new Progress('Simulation', 'callbacks');
  let done = 0;
  const simulation = new Simulation({
    url,
    callers: { appId: '', openimSecret: '', ...callers },
    traffic: new MixedTraffic({ mix, senders, conversations, seed }),
    schedule,
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
    onExchange: ({ request }) => {
      if (!request.duplicateOf && !request.isFollowUp) progress.update(++done, total);
    },
  });
  const report = await simulation.run();
  progress.end();
  interrupted.end();
  print(options.json ? JSON.stringify(report, null, 2) : simulationText(report));
  if (interrupted.signal.aborted) throw new CommandFault('The simulation was interrupted.', EXIT.interrupted);
  if (report.answered === 0) throw new CommandFault(`No server answers at ${url}.`, EXIT.unreachable);
  if (!isClean(report)) throw new CommandFault('At least one answer was late, illegal or missing.');
}
