import { mask } from '../../keywords/mask.js';
import type { Mask } from '../pending-masks.js';

/** A text with the words of some lists covered. */
export function maskText(text: string, { keywords, lists, with: cover }: Mask): string {
  const hits = lists.flatMap((list) => keywords.find(list, text)).sort((a, b) => a.start - b.start);
  return hits.length > 0 ? mask(text, hits, cover) : text;
}
