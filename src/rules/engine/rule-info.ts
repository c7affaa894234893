import type { RuleConsequence } from './rule.js';

/** The script that identifies a language. Japanese stands before Chinese, because it uses Chinese characters too. */
const SCRIPTS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['th', /\p{Script=Thai}/u],
  ['en', /[A-Za-z]/],
];

/** The text for the sender, in the language of the message if there is one. The vendors send no other language. */
export function infoFor({ info = '', infoByLanguage }: RuleConsequence, text: string): string {
  if (!infoByLanguage) return info;
  const language = SCRIPTS.find(([, pattern]) => pattern.test(text))?.[0];
  return (language && infoByLanguage[language]) || info;
}
