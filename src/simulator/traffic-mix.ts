import { CALLBACK_SAMPLES, type SampleCommand } from '../testing/samples/callback-samples.js';
import type { VendorCallback } from '../testing/vendor-callback.js';

/** The commands that ask about a message, by their family; of a live room the command is that of a group. */
const MESSAGES = {
  group: 'Group.CallbackBeforeSendMsg',
  'live-room': 'Group.CallbackBeforeSendMsg',
  'official-account': 'OfficialAccount.CallbackBeforeSendMsg',
  c2c: 'C2C.CallbackBeforeSendMsg',
  openim: 'callbackBeforeSendGroupMsgCommand',
} as const satisfies Record<string, SampleCommand>;

/** A family, for its messages, or a command. */
export type TrafficKind = keyof typeof MESSAGES | SampleCommand;

/** How often each kind comes: weights, of any sum. */
export type TrafficMix = Readonly<Partial<Record<TrafficKind, number>>>;

const MESSAGE_MIX: TrafficMix = { group: 45, 'live-room': 25, c2c: 10, 'official-account': 5, openim: 15 };
/** Of `everything`, the weight of one command beside the messages' 100. */
const OTHER_WEIGHT = 0.25;

/** Mixes that have a name. */
export const TRAFFIC_MIXES = {
  /** Messages of all families, as a company with live rooms could have them. */
  messages: MESSAGE_MIX,
  /** The same, and each command that there is now and then. */
  everything: { ...eachCommand(OTHER_WEIGHT), ...MESSAGE_MIX },
  /** Each command as often as any other. */
  commands: eachCommand(1),
} as const;

function eachCommand(weight: number): TrafficMix {
  return Object.fromEntries(Object.keys(CALLBACK_SAMPLES).map((command) => [command, weight]));
}

/** The command of a kind. */
export function commandOf(kind: TrafficKind): SampleCommand {
  return isFamily(kind) ? MESSAGES[kind] : kind;
}

/** Who sends a kind. */
export function platformOf(kind: TrafficKind): VendorCallback['platform'] {
  return CALLBACK_SAMPLES[commandOf(kind)].platform;
}

/**
 * Reads a mix as people write it.
 *
 * @param text a name (`messages`, `everything`), or `group=45,Group.CallbackAfterRecallMsg=1`; without `=` 1 is meant
 * @throws Error where a kind is not known or a weight is none
 */
export function parseTrafficMix(text: string): TrafficMix {
  if (Object.hasOwn(TRAFFIC_MIXES, text)) return TRAFFIC_MIXES[text as keyof typeof TRAFFIC_MIXES];
  const entries = text.split(',').map((part) => {
    const [kind = '', weight = '1'] = part.trim().split('=');
    if (!isKind(kind))
      throw new Error(
        `'${kind}' is neither a mix (${Object.keys(TRAFFIC_MIXES).join(', ')}), nor a family ` +
          `(${Object.keys(MESSAGES).join(', ')}), nor a command of which there is a sample.`,
      );
    if (!/^\d+(\.\d+)?$/.test(weight) || Number(weight) === 0)
      throw new Error(`The weight of ${kind} is not a number above 0.`);
    return [kind, Number(weight)] as const;
  });
  return Object.fromEntries(entries);
}

function isFamily(kind: string): kind is keyof typeof MESSAGES {
  return Object.hasOwn(MESSAGES, kind);
}

function isKind(kind: string): kind is TrafficKind {
  return isFamily(kind) || Object.hasOwn(CALLBACK_SAMPLES, kind);
}
