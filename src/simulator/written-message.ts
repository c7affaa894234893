import { textContent, textElement } from '../testing/samples/sample-kinds.js';
import type { SeededRandom } from './seeded-random.js';
import { writtenText } from './written-text.js';

/** The share of messages that are not only text. */
const OTHER_SHARE = 0.1;
const TENCENT_OTHERS = [imageOnly, imageOnly, faceOnly, custom, textAndImage];

/** A Tencent `MsgBody`: 90 % text; the rest are images, faces, custom elements, and text with an image. */
export function writtenElements(random: SeededRandom): readonly object[] {
  return random.happens(OTHER_SHARE) ? random.pick(TENCENT_OTHERS)(random) : [text(random)];
}

/** `contentType` and `content` of an OpenIM message: 90 % text, the rest pictures. */
export function writtenContent(random: SeededRandom): { contentType: number; content: string } {
  if (!random.happens(OTHER_SHARE)) return { contentType: 101, content: textContent(writtenText(random)) };
  const uuid = fileName(random);
  const picture = { uuid, type: 'image/jpeg', size: random.below(900_000), width: 1080, height: 720 };
  const url = `https://files.example.com/${uuid}.jpg`;
  const content = { sourcePicture: { ...picture, url }, bigPicture: { ...picture, url } };
  return { contentType: 102, content: JSON.stringify(content) };
}

function text(random: SeededRandom): object {
  return textElement(writtenText(random));
}

function image(random: SeededRandom): object {
  const UUID = fileName(random);
  const sizes = [1, 2, 3].map((Type) => ({
    Type,
    Size: random.below(900_000),
    Width: 1080 / Type,
    Height: 720 / Type,
    URL: `https://files.example.com/${UUID}_${Type}.jpg`,
  }));
  return { MsgType: 'TIMImageElem', MsgContent: { UUID, ImageFormat: 1, ImageInfoArray: sizes } };
}

function imageOnly(random: SeededRandom): object[] {
  return [image(random)];
}

function textAndImage(random: SeededRandom): object[] {
  return [text(random), image(random)];
}

function faceOnly(random: SeededRandom): object[] {
  return [{ MsgType: 'TIMFaceElem', MsgContent: { Index: random.below(100), Data: 'smile' } }];
}

function custom(random: SeededRandom): object[] {
  const Data = JSON.stringify({ kind: 'gift', gift: random.below(50), count: 1 });
  return [{ MsgType: 'TIMCustomElem', MsgContent: { Data, Desc: 'gift', Ext: '', Sound: '' } }];
}

function fileName(random: SeededRandom): string {
  return Math.floor(random.unit() * 2 ** 48).toString(16);
}
