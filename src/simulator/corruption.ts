import type { VendorCallback } from '../testing/vendor-callback.js';

/** A way in which a body can be wrong, of a caller who is ours. */
export interface Corruption {
  readonly name:
    'cut-off' | 'no-json' | 'empty' | 'wrong-type' | 'missing-member' | 'no-utf8' | 'other-command';
  /** @returns the bytes that are sent instead */
  readonly spoil: (callback: VendorCallback, bytes: Buffer) => Buffer;
}

/** Members without which, or with another type, there is no message. */
const NEEDED = ['MsgBody', 'content', 'GroupId', 'sendID', 'Operator_Account', 'groupID', 'userID'];

const FLAWS: readonly Corruption[] = [
  { name: 'cut-off', spoil: (_, bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.7)) },
  { name: 'no-json', spoil: () => Buffer.from('msg=hello&from=jared') },
  { name: 'empty', spoil: () => Buffer.alloc(0) },
  { name: 'wrong-type', spoil: ({ body }) => bytesOf({ ...body, [neededOf(body)]: 17 }) },
  { name: 'missing-member', spoil: ({ body }) => bytesOf({ ...body, [neededOf(body)]: undefined }) },
  { name: 'no-utf8', spoil: (_, bytes) => Buffer.concat([Buffer.from([0xc3, 0x28, 0xff]), bytes]) },
];
const OTHER_COMMAND: Corruption = {
  name: 'other-command',
  spoil: ({ body }) => bytesOf({ ...body, CallbackCommand: 'Group.CallbackOfSomebodyElse' }),
};
const TENCENT_FLAWS = [...FLAWS, OTHER_COMMAND];

/** The flaws that a vendor's callbacks can have; of OpenIM's the path alone tells the command. */
export function corruptionsOf(platform: VendorCallback['platform']): readonly Corruption[] {
  return platform === 'tencent' ? TENCENT_FLAWS : FLAWS;
}

function neededOf(body: VendorCallback['body']): string {
  const others = Object.keys(body).filter((name) => name.toLowerCase() !== 'callbackcommand');
  return NEEDED.find((name) => others.includes(name)) ?? others[0] ?? 'EventTime';
}

function bytesOf(body: object): Buffer {
  return Buffer.from(JSON.stringify(body));
}
