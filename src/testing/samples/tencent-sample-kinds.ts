import type { CodeRange } from '../../platform.js';
import { type CommandSample, sampleTime, random32, seconds, textElement } from './sample-kinds.js';

export const GROUP_CODES: CodeRange = [10100, 10200];
export const PEER_CODES: CodeRange = [120001, 130000];
export const GIFT_CODES: CodeRange = [102100, 102200];

export const GROUP_ID = '@TGS#2J4SZEAEL';
export const COMMUNITY_ID = '@TGS#_@TGS#cQVLVHIM62CJ';
export const TOPIC_ID = '@TGS#_@TGS#cQVLVHIM62CJ@TOPIC#_openings';
export const OFFICIAL_ACCOUNT = '@TOA#_2J4SZEAEL';
export const ROOM_ID = 'room_1';

/** A command that asks before a message: all of them may drop it or change it. */
export const tencentMessageSample = (codes: CodeRange, body: () => object): CommandSample => ({
  platform: 'tencent',
  kind: 'message',
  codes,
  reads: ['MsgBody', 'CloudCustomData'],
  canDrop: true,
  body: () => ({ MsgBody: [textElement('hello')], OnlineOnlyFlag: 0, EventTime: sampleTime(), ...body() }),
});

/** One that asks before something else is done. */
export const tencentActionSample = (
  codes: CodeRange | null,
  reads: readonly string[],
  body: () => object,
): CommandSample => ({
  platform: 'tencent',
  kind: 'action',
  codes,
  reads,
  canDrop: false,
  body: () => ({ EventTime: sampleTime(), ...body() }),
});

/** One that asks about friends: each of them gets a result, and a code for all is not looked at. */
export const tencentFriends = (body: () => object): CommandSample => ({
  ...tencentActionSample(null, ['ResultItem'], () => ({
    Requester_Account: 'jared',
    From_Account: 'jared',
    ...body(),
  })),
  needs: ['ResultItem'],
});

/** One that tells. */
export const tencentNoticeSample = (body: () => object): CommandSample => ({
  ...tencentActionSample(null, [], body),
  kind: 'notice',
});

/** One without an `EventTime`: nothing tells a repeat of it from another. */
export const timeless = (sample: CommandSample): CommandSample => ({
  ...sample,
  body: () => {
    const { EventTime: _none, ...others } = sample.body();
    return others;
  },
});

/** The name of a one-to-one message, and the numbers that it is made of. */
export function messageKey(): { MsgSeq: number; MsgRandom: number; MsgTime: number; MsgKey: string } {
  const [MsgSeq, MsgRandom, MsgTime] = [random32(), random32(), seconds()];
  return { MsgSeq, MsgRandom, MsgTime, MsgKey: `${MsgSeq}_${MsgRandom}_${MsgTime}` };
}
