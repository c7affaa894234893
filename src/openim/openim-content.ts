/** The parsed `content` of a message, by `contentType`. The SDK may leave out any member. */
export interface OpenimContents {
  101: { content?: string };
  102: {
    sourcePath?: string;
    sourcePicture?: OpenimPicture;
    bigPicture?: OpenimPicture;
    snapshotPicture?: OpenimPicture;
  };
  103: {
    uuid?: string;
    soundPath?: string;
    sourceUrl?: string;
    dataSize?: number;
    duration?: number;
    soundType?: string;
  };
  104: {
    videoPath?: string;
    videoUUID?: string;
    videoUrl?: string;
    videoType?: string;
    videoSize?: number;
    duration?: number;
    snapshotPath?: string;
    snapshotUUID?: string;
    snapshotSize?: number;
    snapshotUrl?: string;
    snapshotWidth?: number;
    snapshotHeight?: number;
    snapshotType?: string;
  };
  105: {
    filePath?: string;
    uuid?: string;
    sourceUrl?: string;
    fileName?: string;
    fileSize?: number;
    fileType?: string;
  };
  /** Text that mentions users. */
  106: {
    text?: string;
    atUserList?: string[] | null;
    atUsersInfo?: { atUserID?: string; groupNickname?: string }[] | null;
    quoteMessage?: OpenimNestedMessage | null;
    isAtSelf?: boolean;
  };
  /** Messages forwarded together. */
  107: {
    title?: string;
    abstractList?: string[] | null;
    multiMessage?: OpenimNestedMessage[] | null;
    messageEntityList?: unknown[] | null;
  };
  /** The card of a user. */
  108: { userID?: string; nickname?: string; faceURL?: string; ex?: string };
  109: { description?: string; longitude?: number; latitude?: number };
  110: { data?: string; description?: string; extension?: string };
  /** The sender is typing. */
  113: { msgTips?: string };
  114: { text?: string; quoteMessage?: OpenimNestedMessage | null; messageEntityList?: unknown[] | null };
  115: { index?: number; data?: string };
  /** Text with links, mentions and marks in it. */
  117: { text?: string; messageEntityList?: unknown[] | null };
  118: { content?: string };
  /** 119: a custom message that does not trigger its conversation. 120: one for users who are online only. */
  119: { data?: string; description?: string; extension?: string };
  120: { data?: string; description?: string; extension?: string };
  1400: { detail?: string };
}

export interface OpenimPicture {
  uuid?: string;
  type?: string;
  size?: number;
  width?: number;
  height?: number;
  url?: string;
}

/**
 * A quoted or forwarded message as the SDK writes it: its content is a JSON text, or the element of its type.
 */
export interface OpenimNestedMessage {
  contentType?: number;
  content?: string;
  textElem?: { content?: string };
  [element: `${string}Elem`]: unknown;
}

/**
 * Tells whether no user wrote the message: typing signals, read receipts, and notifications of the server. Rejecting
 * one breaks the operation that it reports.
 */
export function isNotification(contentType: unknown): boolean {
  if (typeof contentType !== 'number') return false;
  return contentType === 113 || contentType === 2200 || (contentType >= 1000 && contentType <= 5000);
}
