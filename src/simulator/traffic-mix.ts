import { CALLBACK_SAMPLES, type SampleCommand } from '../testing/samples/callback-samples.js';
import type { VendorCallback } from '../testing/vendor-callback.js';

/** The commands that ask about a message, by family. A live room uses the command of a group. */
const MESSAGES = {
  group: 'Group.CallbackBeforeSendMsg',
  'live-room': 'Group.CallbackBeforeSendMsg',
  'official-account': 'OfficialAccount.CallbackBeforeSendMsg',
  c2c: 'C2C.CallbackBeforeSendMsg',
  openim: 'callbackBeforeSendGroupMsgCommand',
} as const satisfies Record<string, SampleCommand>;

/** A family (its messages), or a command. */
export type TrafficKind = keyof typeof MESSAGES | SampleCommand;

/** The weight of each kind; the sum may be any number. */
export type TrafficMix = Readonly<Partial<Record<TrafficKind, number>>>;

const MESSAGE_MIX: TrafficMix = { group: 45, 'live-room': 25, c2c: 10, 'official-account': 5, openim: 15 };
/** In `everything`: the weight of each other command. All messages together have 100. */
const OTHER_WEIGHT = 0.25;

/** Mixes by name. */
export const TRAFFIC_MIXES = {
  /** Messages of all families, as a company with live rooms has them. */
  messages: MESSAGE_MIX,
  /** The same, and now and then each other command. */
  everything: { ...eachCommand(OTHER_WEIGHT), ...MESSAGE_MIX },
  /** Every command equally often. */
  commands: eachCommand(1),
} as const;

function eachCommand(weight: number): TrafficMix {
  return Object.fromEntries(Object.keys(CALLBACK_SAMPLES).map((command) => [command, weight]));
}

/** The command of a kind. */
export function commandOf(kind: TrafficKind): SampleCommand {
  return isFamily(kind) ? MESSAGES[kind] : kind;
}

/** The vendor that sends a kind. */
export function platformOf(kind: TrafficKind): VendorCallback['platform'] {
  return CALLBACK_SAMPLES[commandOf(kind)].platform;
}

/**
 * Parses a mix.
 *
 * @param text a name (`messages`, `everything`), or `group=45,Group.CallbackAfterRecallMsg=1`; the default weight is 1
 * @throws Error if a kind is unknown or a weight is not a number above 0
 */
export function parseTrafficMix(text: string): TrafficMix {
  if (Object.hasOwn(TRAFFIC_MIXES, text)) return TRAFFIC_MIXES[text as keyof typeof TRAFFIC_MIXES];
  const entries = text.split(',').map((part) => {
    const [kind = '', weight = '1'] = part.trim().split('=');
    if (!isKind(kind))
      throw new Error(
        `'${kind}' is neither a mix (${Object.keys(TRAFFIC_MIXES).join(', ')}), nor a family ` +
          `(${Object.keys(MESSAGES).join(', ')}), nor a command that has a sample.`,
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
