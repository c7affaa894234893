import type { SimulatedCallers } from '../../simulator/outgoing-request.js';
import { platformOf, type TrafficKind, type TrafficMix } from '../../simulator/traffic-mix.js';
import { CommandFault, EXIT } from '../command-fault.js';
import { secretIn } from '../server-options.js';
import { note } from '../terminal.js';

/** The options that name the callers. */
export interface SimulatedVendorOptions {
  readonly app?: string;
  readonly tokenFile?: string;
  readonly openimSecretFile?: string;
}

/** @throws CommandFault if a file cannot be read, or the options name no caller */
export async function callersOf(options: SimulatedVendorOptions): Promise<Partial<SimulatedCallers>> {
  const token = await secretIn(options.tokenFile, 'PRESEND_TENCENT_TOKEN');
  const openimSecret = await secretIn(options.openimSecretFile, 'PRESEND_OPENIM_SECRET');
  if (options.app === undefined && openimSecret === undefined)
    throw new CommandFault(
      'No caller is given. For Tencent use --app, for OpenIM use PRESEND_OPENIM_SECRET or --openim-secret-file.',
      EXIT.usage,
    );
  return {
    ...(options.app === undefined ? {} : { appId: options.app, token }),
    ...(openimSecret === undefined ? {} : { openimSecret }),
  };
}

/** The part of a mix that these callers can send. @throws CommandFault if they can send none of it */
export function sendableBy({ appId, openimSecret }: Partial<SimulatedCallers>, mix: TrafficMix): TrafficMix {
  const all = Object.entries(mix) as [TrafficKind, number][];
  const isSendable = ([kind]: [TrafficKind, number]): boolean =>
    platformOf(kind) === 'tencent' ? appId !== undefined : openimSecret !== undefined;
  const sent = all.filter(isSendable);
  const missing =
    appId === undefined
      ? 'callbacks of Tencent need --app'
      : 'callbacks of OpenIM need PRESEND_OPENIM_SECRET or --openim-secret-file';
  if (sent.length === 0) throw new CommandFault(`Nothing of the mix can be sent: ${missing}.`, EXIT.usage);
  if (sent.length < all.length) note(`A part of the mix is not sent: ${missing}.`);
  return Object.fromEntries(sent) as TrafficMix;
}
