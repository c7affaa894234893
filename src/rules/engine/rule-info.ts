import type { RuleConsequence } from './rule.js';

/** Scripts that tell a language, the more special ones first: Japanese has Chinese characters too. */
const SCRIPTS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['th', /\p{Script=Thai}/u],
  ['en', /[A-Za-z]/],
];

/** The text for the sender, in the language of the message where there is one: the vendors tell no other. */
export function infoFor({ info = '', infoByLanguage }: RuleConsequence, text: string): string {
  if (!infoByLanguage) return info;
  const language = SCRIPTS.find(([, pattern]) => pattern.test(text))?.[0];
  return (language && infoByLanguage[language]) || info;
}
