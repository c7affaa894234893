import { type SampleCommand, sampleOf } from './samples/callback-samples.js';
import { textContent, textElement } from './samples/sample-kinds.js';
import type { VendorCallback } from './vendor-callback.js';

/**
 * A callback as its vendor sends it. Each call makes another message: none counts as a repeat of one before.
 *
 * @param overrides members of the body, in the vendor's own spelling; one that is `undefined` is left out
 * @throws where there is no sample of the command
 * @example
 * callbackOf('Group.CallbackBeforeSendMsg', { Type: 'Live', GroupId: 'room_1' });
 */
export function callbackOf(
  command: SampleCommand,
  overrides: Readonly<Record<string, unknown>> = {},
): VendorCallback {
  const sample = sampleOf(command);
  if (!sample) {
    throw new Error(
      `There is no sample of ${command} in CALLBACK_SAMPLES. Another callback is { platform, command, body }.`,
    );
  }
  const commandMember = sample.platform === 'tencent' ? 'CallbackCommand' : 'callbackCommand';
  const named = sample.isUnnamed ? {} : { [commandMember]: command };
  return { platform: sample.platform, command, body: { ...named, ...sample.body(), ...overrides } };
}

/**
 * The callback of a text message.
 *
 * @throws as `callbackOf`
 * @example
 * messageOf('callbackBeforeSendGroupMsgCommand', 'casino', { sendID: 'ann' });
 */
export function messageOf(
  command: SampleCommand,
  text: string,
  overrides: Readonly<Record<string, unknown>> = {},
): VendorCallback {
  const isTencent = sampleOf(command)?.platform === 'tencent';
  const message = isTencent
    ? { MsgBody: [textElement(text)] }
    : { contentType: 101, content: textContent(text) };
  return callbackOf(command, { ...message, ...overrides });
}
