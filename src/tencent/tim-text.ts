import { listOf, objectOf, ReadableText } from '../json/readable-text.js';
import type { TimElement } from './tim-elements.js';

type Content = Readonly<Record<string, unknown>>;
type Reader = (text: ReadableText, content: Content) => void;

const READERS: Readonly<Record<TimElement['MsgType'], Reader>> = {
  TIMTextElem: (text, { Text }) => text.add(Text),
  TIMLocationElem: (text, { Desc }) => text.add(Desc),
  TIMFaceElem: (text, { Data }) => text.add(Data),
  TIMCustomElem: (text, { Desc, Data, Ext }) => {
    text.add(Desc);
    text.addOpaque(Data);
    text.addOpaque(Ext);
  },
  TIMSoundElem: () => {},
  TIMImageElem: () => {},
  TIMFileElem: (text, { FileName, fileName }) => text.add(FileName ?? fileName),
  TIMVideoFileElem: () => {},
  TIMRelayElem: (text, { Title, AbstractList, CompatibleText, MsgList }) => {
    text.add(Title);
    text.addAll(AbstractList);
    text.add(CompatibleText);
    for (const message of listOf(MsgList)) text.nest(() => addElements(text, objectOf(message)['MsgBody']));
  },
  TIMStreamElem: (text, { Chunks, CompatibleText }) => {
    text.add(
      listOf(Chunks)
        .map((chunk) => objectOf(chunk)['Markdown'])
        .filter((part) => typeof part === 'string')
        .join(''),
    );
    text.add(CompatibleText);
  },
  TIMGroupTipElem: (text, content) => text.addStringsIn(content),
  TIMGroupSystemNoticeElem: (text, content) => text.addStringsIn(content),
};

/** The text that a person would read in a message's elements, including forwarded messages. */
export function timText(elements: unknown): string {
  const text = new ReadableText();
  addElements(text, elements);
  return text.toString();
}

function addElements(text: ReadableText, elements: unknown): void {
  for (const element of listOf(elements)) {
    const { MsgType, MsgContent } = objectOf(element);
    if (typeof MsgType === 'string' && Object.hasOwn(READERS, MsgType)) {
      READERS[MsgType as TimElement['MsgType']](text, objectOf(MsgContent));
    }
  }
}
