import { type CommandSample, randomId, seconds } from './sample-kinds.js';
import { messageKey, tencentNoticeSample, timeless } from './tencent-sample-kinds.js';

/** A notice of Tencent's own servers. */
const serverNotice = (body: () => object): CommandSample => ({
  ...tencentNoticeSample(body),
  hasNoClient: true,
});

/** One whose body does not name the command. */
const unnamedNotice = (body: () => object): CommandSample => ({
  ...timeless(serverNotice(body)),
  isUnnamed: true,
});

/** What Tencent's own services tell: limits, moderation, pushes. */
export const TENCENT_SERVICE_SAMPLES = {
  'Alert.RequestOverLimit': timeless(
    serverNotice(() => ({
      ServiceName: 'group_open_http_svc',
      Command: 'create_group',
      Request: 170,
      Limit: 200,
    })),
  ),
  'ContentCallback.ResultNotify': unnamedNotice(() => ({
    Scene: 'C2C',
    SdkAppId: 1400000001,
    From_Account: 'jared',
    ContactItem: { ContactType: 1, To_Account: 'ann' },
    ContentType: 'Text',
    TextContent: ['hello'],
    MsgID: messageKey().MsgKey,
    CtxcbResult: 1,
    CtxcbRequestId: randomId(16),
    CtxcbKeywords: ['hello'],
    CtxcbSuggestion: 'Review',
    CtxcbLabel: 'Ad',
  })),
  // A hundred events at the most; the command stands in each of them.
  'Push.OfflinePush': unnamedNotice(() => ({
    Events: ['ann', 'tommy'].map((To_Account) => ({
      CallbackCommand: 'Push.OfflinePush',
      EventType: 1,
      EventTime: seconds(),
      From_Account: 'jared',
      To_Account,
      PushPlatform: 1,
      PushStage: 1,
      ...messageKey(),
      ErrCode: 0,
      ErrInfo: '',
    })),
  })),
  'Push.AllMemberPush': unnamedNotice(() => ({
    Events: [
      {
        CallbackCommand: 'Push.AllMemberPush',
        EventType: 1,
        TaskId: randomId(8),
        TaskTime: seconds(),
        EventTime: seconds(),
        To_Account: 'ann',
        PushPlatform: 1,
        PushStage: 2,
        ErrCode: 0,
        ErrInfo: '',
      },
    ],
  })),
} satisfies Record<string, CommandSample>;
