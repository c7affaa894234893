import {
  C2C,
  c2cMessage,
  GROUP,
  groupMessage,
  liveRoomMessage,
  OFFICIAL_ACCOUNT,
  officialAccountMessage,
  OPENIM_GROUP,
  openimMessage,
} from './messages.js';
import type { Answer, TestPresend } from './presend.js';

export type Family = 'group' | 'live-room' | 'official-account' | 'c2c' | 'openim';

interface Sample {
  readonly command: string;
  readonly message: (text: string) => object;
  readonly notJson: string;
  /** JSON, and not what the command says. */
  readonly notDto: object;
  /** One that the vendor passes on. */
  readonly code: number;
  readonly plainCode: number;
}

/** What a test needs to go through all families. */
export const FAMILIES: Readonly<Record<Family, Sample>> = {
  group: {
    command: GROUP,
    message: groupMessage,
    notJson: '{"GroupId":nothing}',
    notDto: { GroupId: 'g', MsgBody: 'text' },
    code: 10150,
    plainCode: 1,
  },
  'live-room': {
    command: GROUP,
    message: liveRoomMessage,
    notJson: '{"Type":"Live","GroupId":nothing}',
    notDto: { Type: 'Live', GroupId: 1, MsgBody: [] },
    code: 10199,
    plainCode: 1,
  },
  'official-account': {
    command: OFFICIAL_ACCOUNT,
    message: officialAccountMessage,
    notJson: '{"Official_Account":nothing}',
    notDto: { Official_Account: ['a'] },
    code: 120_500,
    plainCode: 1,
  },
  c2c: {
    command: C2C,
    message: c2cMessage,
    notJson: '{"To_Account":nothing}',
    notDto: { To_Account: 'leckie', MsgBody: 'text' },
    code: 120_600,
    plainCode: 1,
  },
  openim: {
    command: OPENIM_GROUP,
    message: openimMessage,
    notJson: '{"sendID":nothing}',
    notDto: { sendID: 1, contentType: 'text' },
    code: 5999,
    plainCode: 5001,
  },
};

export const FAMILY_NAMES = Object.keys(FAMILIES) as Family[];

export function sendTo(presend: TestPresend, family: Family, body: object | string): Promise<Answer> {
  const { command } = FAMILIES[family];
  return family === 'openim' ? presend.openim(command, body) : presend.tencent(command, body);
}
