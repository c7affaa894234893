import type { VendorCallback } from '../testing/vendor-callback.js';

/** A way to make the body of an authenticated caller invalid. */
export interface Corruption {
  readonly name:
    'cut-off' | 'no-json' | 'empty' | 'wrong-type' | 'missing-member' | 'no-utf8' | 'other-command';
  /** @returns the bytes to send instead */
  readonly corrupt: (callback: VendorCallback, bytes: Buffer) => Buffer;
}

/** Without these members, or with another type of them, the body is not a message. */
const REQUIRED = ['MsgBody', 'content', 'GroupId', 'sendID', 'Operator_Account', 'groupID', 'userID'];

const CORRUPTIONS: readonly Corruption[] = [
  { name: 'cut-off', corrupt: (_, bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.7)) },
  { name: 'no-json', corrupt: () => Buffer.from('msg=hello&from=jared') },
  { name: 'empty', corrupt: () => Buffer.alloc(0) },
  { name: 'wrong-type', corrupt: ({ body }) => bytesOf({ ...body, [requiredMember(body)]: 17 }) },
  { name: 'missing-member', corrupt: ({ body }) => bytesOf({ ...body, [requiredMember(body)]: undefined }) },
  { name: 'no-utf8', corrupt: (_, bytes) => Buffer.concat([Buffer.from([0xc3, 0x28, 0xff]), bytes]) },
];
const OTHER_COMMAND: Corruption = {
  name: 'other-command',
  corrupt: ({ body }) => bytesOf({ ...body, CallbackCommand: 'Group.CallbackOfAnotherCommand' }),
};
const TENCENT_CORRUPTIONS = [...CORRUPTIONS, OTHER_COMMAND];

/** The corruptions for a vendor's callbacks. OpenIM's body cannot name another command: Presend reads it from the path. */
export function corruptionsOf(platform: VendorCallback['platform']): readonly Corruption[] {
  return platform === 'tencent' ? TENCENT_CORRUPTIONS : CORRUPTIONS;
}

function requiredMember(body: VendorCallback['body']): string {
  const others = Object.keys(body).filter((name) => name.toLowerCase() !== 'callbackcommand');
  return REQUIRED.find((name) => others.includes(name)) ?? others[0] ?? 'EventTime';
}

function bytesOf(body: object): Buffer {
  return Buffer.from(JSON.stringify(body));
}
