import { LinkifyIt } from 'linkify-it';

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: false, fuzzyIP: true });
/** Links behind this place are not found: no chat message is longer. */
const MOST_CHARACTERS = 12_000;

/** The links in a text, with or without `https://`, each as a complete url. */
export function linksIn(text: string): string[] {
  return (linkify.match(text.slice(0, MOST_CHARACTERS)) ?? []).map(({ url }) => url);
}
