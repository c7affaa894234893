import { mask } from '../../keywords/mask.js';
import type { Mask } from '../masked-lists.service.js';

/** A text with the words of some lists covered. */
export function coveredText(text: string, { keywords, lists, with: cover }: Mask): string {
  const hits = lists.flatMap((list) => keywords.find(list, text)).sort((a, b) => a.start - b.start);
  return hits.length > 0 ? mask(text, hits, cover) : text;
}
