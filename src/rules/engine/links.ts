import { LinkifyIt } from 'linkify-it';

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: false, fuzzyIP: true });
/** Longer texts are no chat; what comes after is not looked at. */
const MOST_CHARACTERS = 12_000;

/** The links in a text, with or without `https://`, each as a whole url. */
export function linksIn(text: string): string[] {
  return (linkify.match(text.slice(0, MOST_CHARACTERS)) ?? []).map(({ url }) => url);
}
