import { textContent, textElement } from '../testing/samples/sample-kinds.js';
import type { SeededRandom } from './seeded-random.js';
import { writtenText } from './written-text.js';

/** Of all messages, those that are not text alone. */
const OTHER_SHARE = 0.1;
const TENCENT_OTHERS = [imageOnly, imageOnly, faceOnly, custom, textAndImage];

/** A Tencent `MsgBody`: nine of ten are text, the others images, faces, custom elements, text with an image. */
export function writtenElements(chance: SeededRandom): readonly object[] {
  return chance.happens(OTHER_SHARE) ? chance.pick(TENCENT_OTHERS)(chance) : [text(chance)];
}

/** The members of an OpenIM message that say what was written: nine of ten are text, the others pictures. */
export function writtenContent(chance: SeededRandom): { contentType: number; content: string } {
  if (!chance.happens(OTHER_SHARE)) return { contentType: 101, content: textContent(writtenText(chance)) };
  const uuid = nameOf(chance);
  const picture = { uuid, type: 'image/jpeg', size: chance.below(900_000), width: 1080, height: 720 };
  const url = `https://files.example.com/${uuid}.jpg`;
  const content = { sourcePicture: { ...picture, url }, bigPicture: { ...picture, url } };
  return { contentType: 102, content: JSON.stringify(content) };
}

function text(chance: SeededRandom): object {
  return textElement(writtenText(chance));
}

function image(chance: SeededRandom): object {
  const UUID = nameOf(chance);
  const sizes = [1, 2, 3].map((Type) => ({
    Type,
    Size: chance.below(900_000),
    Width: 1080 / Type,
    Height: 720 / Type,
    URL: `https://files.example.com/${UUID}_${Type}.jpg`,
  }));
  return { MsgType: 'TIMImageElem', MsgContent: { UUID, ImageFormat: 1, ImageInfoArray: sizes } };
}

function imageOnly(chance: SeededRandom): object[] {
  return [image(chance)];
}

function textAndImage(chance: SeededRandom): object[] {
  return [text(chance), image(chance)];
}

function faceOnly(chance: SeededRandom): object[] {
  return [{ MsgType: 'TIMFaceElem', MsgContent: { Index: chance.below(100), Data: 'smile' } }];
}

function custom(chance: SeededRandom): object[] {
  const Data = JSON.stringify({ kind: 'gift', gift: chance.below(50), count: 1 });
  return [{ MsgType: 'TIMCustomElem', MsgContent: { Data, Desc: 'gift', Ext: '', Sound: '' } }];
}

function nameOf(chance: SeededRandom): string {
  return Math.floor(chance.unit() * 2 ** 48).toString(16);
}
