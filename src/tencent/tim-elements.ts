/**
 * The element types of a Tencent message, as they are on the wire.
 *
 * @see https://trtc.io/document/34342 (Message Formats)
 */
export type TimElement =
  | { MsgType: 'TIMTextElem'; MsgContent: { Text?: string } }
  | { MsgType: 'TIMLocationElem'; MsgContent: { Desc?: string; Latitude?: number; Longitude?: number } }
  | { MsgType: 'TIMFaceElem'; MsgContent: { Index?: number; Data?: string } }
  | { MsgType: 'TIMCustomElem'; MsgContent: { Data?: string; Desc?: string; Ext?: string; Sound?: string } }
  | {
      MsgType: 'TIMSoundElem';
      MsgContent: { Url?: string; UUID?: string; Size?: number; Second?: number; Download_Flag?: number };
    }
  | {
      MsgType: 'TIMImageElem';
      MsgContent: { UUID?: string; ImageFormat?: number; ImageInfoArray?: TimImage[] };
    }
  | {
      MsgType: 'TIMFileElem';
      /** The vendor's table prints `fileName`, its samples `FileName`. */
      MsgContent: {
        Url?: string;
        UUID?: string;
        FileSize?: number;
        FileName?: string;
        fileName?: string;
        Download_Flag?: number;
      };
    }
  | {
      MsgType: 'TIMVideoFileElem';
      MsgContent: {
        VideoUrl?: string;
        VideoUUID?: string;
        VideoSize?: number;
        VideoSecond?: number;
        VideoFormat?: string;
        VideoDownloadFlag?: number;
        ThumbUrl?: string;
        ThumbUUID?: string;
        ThumbSize?: number;
        ThumbWidth?: number;
        ThumbHeight?: number;
        ThumbFormat?: string;
        ThumbDownloadFlag?: number;
      };
    }
  | { MsgType: 'TIMRelayElem'; MsgContent: TimRelay }
  | {
      MsgType: 'TIMStreamElem';
      MsgContent: {
        Chunks?: { EventType?: string; Index?: number; Markdown?: string; IsLast?: boolean }[];
        CompatibleText?: string;
        StreamMsgID?: string;
      };
    }
  | { MsgType: 'TIMGroupTipElem'; MsgContent: Record<string, unknown> }
  | { MsgType: 'TIMGroupSystemNoticeElem'; MsgContent: Record<string, unknown> };

export interface TimImage {
  /** 1 original, 2 large, 3 thumbnail. */
  Type?: number;
  Size?: number;
  Width?: number;
  Height?: number;
  URL?: string;
}

/** Messages forwarded together: in `MsgList`, or above 12 KB only as a `JsonMsgKey`, which hides their text. */
export interface TimRelay {
  Title?: string;
  MsgNum?: number;
  CompatibleText?: string;
  AbstractList?: string[];
  MsgList?: { From_Account?: string; MsgBody?: TimElement[]; CloudCustomData?: string }[];
  JsonMsgKey?: string;
}
