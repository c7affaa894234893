import { sampleOf } from './samples/callback-samples.js';
import { sign } from '../tencent/tencent-signatures.js';

export interface TencentCaller {
  readonly appId: string;
  /** Signs the callback; left out: it is not signed. */
  readonly token?: string;
  /** Unix seconds that are signed. Default: now. */
  readonly requestTime?: number;
  /** Changes the query; `undefined` leaves a name out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
}

/**
 * The path and query that Tencent appends to the url of its console.
 *
 * @example
 * tencentPath('Group.CallbackBeforeSendMsg', { appId: '1400000001', token: 'xxxxyyyy' });
 * // '/tencent?SdkAppid=1400000001&CallbackCommand=…&contenttype=json&…&RequestTime=…&Sign=…'
 */
export function tencentPath(command: string, caller: TencentCaller): string {
  const { appId, token, requestTime = Math.floor(Date.now() / 1000), query = {} } = caller;
  const signed =
    token === undefined ? {} : { RequestTime: String(requestTime), Sign: sign(token, String(requestTime)) };
  const all: Record<string, string | undefined> = {
    SdkAppid: appId,
    CallbackCommand: command,
    contenttype: 'json',
    ...(sampleOf(command)?.hasNoClient ? {} : { ClientIP: '127.0.0.1', OptPlatform: 'Web' }),
    ...signed,
    ...query,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/tencent?${new URLSearchParams(given)}`;
}

/**
 * The path that OpenIM calls, the secret of `webhooks.yml` in it.
 *
 * @example
 * openimPath('callbackBeforeSendGroupMsgCommand', 'secret'); // '/openim/secret/callbackBeforeSendGroupMsgCommand'
 */
export function openimPath(command: string, secret: string): string {
  return `/openim/${secret}/${command}`;
}
