import type { SimulatedCallers } from '../../simulator/outgoing-request.js';
import { platformOf, type TrafficKind, type TrafficMix } from '../../simulator/traffic-mix.js';
import { CommandFault, EXIT } from '../command-fault.js';
import { secretIn } from '../server-options.js';
import { note } from '../terminal.js';

/** As which vendors a simulation sends. */
export interface SimulatedVendorOptions {
  readonly app?: string;
  readonly tokenFile?: string;
  readonly openimSecretFile?: string;
}

/** @throws CommandFault where a file cannot be read, or nobody is named at all */
export async function callersOf(options: SimulatedVendorOptions): Promise<Partial<SimulatedCallers>> {
  const token = await secretIn(options.tokenFile, 'PRESEND_TENCENT_TOKEN');
  const openimSecret = await secretIn(options.openimSecretFile, 'PRESEND_OPENIM_SECRET');
  if (options.app === undefined && openimSecret === undefined)
    throw new CommandFault(
      'Nobody is named to send as: give --app for Tencent, PRESEND_OPENIM_SECRET or --openim-secret-file for OpenIM.',
      EXIT.usage,
    );
  return {
    ...(options.app === undefined ? {} : { appId: options.app, token }),
    ...(openimSecret === undefined ? {} : { openimSecret }),
  };
}

/** What of a mix these callers can send. @throws CommandFault where that is nothing */
export function sentBy({ appId, openimSecret }: Partial<SimulatedCallers>, mix: TrafficMix): TrafficMix {
  const all = Object.entries(mix) as [TrafficKind, number][];
  const isSent = ([kind]: [TrafficKind, number]): boolean =>
    platformOf(kind) === 'tencent' ? appId !== undefined : openimSecret !== undefined;
  const sent = all.filter(isSent);
  const missing = appId === undefined ? "Tencent's, for want of --app" : "OpenIM's, for want of a secret";
  if (sent.length === 0) throw new CommandFault(`All of the mix is ${missing}.`, EXIT.usage);
  if (sent.length < all.length) note(`Not sent is what is ${missing}.`);
  return Object.fromEntries(sent) as TrafficMix;
}
