import type { KeywordHit } from './keyword.js';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A text with each visible character of some hits replaced. @param hits in the order in which they begin */
export function mask(
  text: string,
  hits: readonly Pick<KeywordHit, 'start' | 'end'>[],
  character: string,
): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of hits) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    masked += text.slice(done, from);
    for (const _ of graphemes.segment(text.slice(from, end))) masked += character;
    done = end;
  }
  return masked + text.slice(done);
}
