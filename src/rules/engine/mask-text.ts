import { mask } from '../../keywords/mask.js';
import type { KeywordHit } from '../../keywords/keyword.js';

/** Which words of a message are masked, and by which character. */
export interface Mask {
  /** Replaces each visible character of a word. */
  readonly with: string;
  /** The names of the lists whose words are masked. */
  readonly lists: readonly string[];
  readonly keywords: KeywordFinder;
}

interface KeywordFinder {
  find(list: string, text: string): readonly KeywordHit[];
}

/** A text with the words of some lists masked; the same text if it has none of them. */
export function maskText(text: string, { keywords, lists, with: character }: Mask): string {
  const hits = lists.flatMap((list) => keywords.find(list, text)).sort((a, b) => a.start - b.start);
  return hits.length > 0 ? mask(text, hits, character) : text;
}
