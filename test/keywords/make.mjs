// Makes evasions.ndjson and clean.txt anew, the same each time: node test/keywords/make.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { CARRIERS, CLEAN_BY_HAND, CLEAN_PARTS, EVASIONS_BY_HAND } from './parts.mjs';

const here = (name) => new URL(name, import.meta.url);
const words = readFileSync(here('words.txt'), 'utf8').trim().split('\n');

let seed = 20_261_121;
/** 0 to 1: Mulberry32. */
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const below = (count) => Math.floor(random() * count);
const pick = (list) => list[below(list.length)];

const isChinese = (word) => /\p{Script=Han}/u.test(word);
const characters = (word) => [...word];
const joined = (word, between) =>
  characters(word)
    .filter((character) => character !== ' ')
    .join(between);
/** Changes one letter or more, never none, each with a chance of a half. */
function some(word, change) {
  const letters = characters(word);
  const open = letters.flatMap((letter, at) => (change(letter) === letter ? [] : [at]));
  if (open.length === 0) return undefined;
  const sure = pick(open);
  return letters
    .map((letter, at) => (open.includes(at) && (at === sure || random() < 0.5) ? change(letter) : letter))
    .join('');
}
const shifted = (first) => (letter) =>
  /[a-z]/.test(letter) ? String.fromCodePoint(first + letter.charCodeAt(0) - 97) : letter;

const CYRILLIC = { a: 'а', c: 'с', e: 'е', i: 'і', o: 'о', p: 'р', s: 'ѕ', x: 'х', y: 'у', j: 'ј' };
const GREEK = { a: 'α', o: 'ο', v: 'ν', p: 'ρ', t: 'τ', k: 'κ', i: 'ι' };
const LEET = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7', b: '8' };
const SIGNS = { a: '@', s: '$', i: '!' };
const TRADITIONAL = JSON.parse(readFileSync(here('traditional.json'), 'utf8'));

const TECHNIQUES = {
  'upper case': (word) => (isChinese(word) ? undefined : word.toUpperCase()),
  'mixed case': (word) => some(word, (letter) => letter.toUpperCase()),
  'full width': (word) =>
    some(word, (letter) =>
      /[!-~]/.test(letter) ? String.fromCodePoint(letter.charCodeAt(0) + 0xfee0) : letter,
    ),
  'zero width': (word) => joined(word, pick(['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad'])),
  'bidi controls': (word) => some(word, (letter) => (letter === ' ' ? letter : `${letter}\u202d\u202c`)),
  'variation selectors': (word) => some(word, (letter) => (letter === ' ' ? letter : `${letter}\ufe0e`)),
  'spaces between': (word) => joined(word, ' '),
  'dots between': (word) => joined(word, '.'),
  'hyphens between': (word) => joined(word, '-'),
  'stars between': (word) => joined(word, pick(['*', '·', '_', '~', '|', '/'])),
  'emoji between': (word) => joined(word, pick(['🌸', '🔥', '👉', '❤️'])),
  'one sign inside': (word) => {
    const letters = characters(word);
    const at = 1 + below(letters.length - 1);
    return letters[at] === ' ' || letters[at - 1] === ' '
      ? undefined
      : letters.toSpliced(at, 0, pick(['*', '·', '_', '~'])).join('');
  },
  traditional: (word) => some(word, (letter) => TRADITIONAL[letter] ?? letter),
  cyrillic: (word) => some(word, (letter) => CYRILLIC[letter] ?? letter),
  greek: (word) => some(word, (letter) => GREEK[letter] ?? letter),
  leet: (word) => (isChinese(word) ? undefined : some(word, (letter) => LEET[letter] ?? letter)),
  signs: (word) => {
    // At the end of a word a sign is what it is.
    const end = word.at(-1);
    const changed = isChinese(word)
      ? undefined
      : some(word.slice(1, -1), (letter) => SIGNS[letter] ?? letter);
    return changed && word[0] + changed + end;
  },
  'drawn out': (word) => some(word, (letter) => (letter === ' ' ? letter : letter.repeat(3 + below(4)))),
  accents: (word) =>
    some(word, (letter) =>
      /[a-z]/.test(letter) ? letter + pick(['\u0301', '\u0308', '\u0323', '\u0335']) : letter,
    ),
  zalgo: (word) =>
    some(word, (letter) => (/[a-z]/.test(letter) ? `${letter}\u0336\u0344\u035c\u0321` : letter)),
  circled: (word) => some(word, shifted(0x24d0)),
  'mathematical bold': (word) => some(word, shifted(0x1d41a)),
  'mathematical script': (word) => some(word, shifted(0x1d4ea)),
  'black squares': (word) => some(word, shifted(0x1f170)),
  'two at a time': (word) => {
    const first = some(word, (letter) => CYRILLIC[letter] ?? TRADITIONAL[letter] ?? letter);
    return (
      first && some(first, (letter) => (/[a-z\p{Script=Han}]/u.test(letter) ? `${letter}\u200b` : letter))
    );
  },
};

const evasions = EVASIONS_BY_HAND.map(([word, text]) => ({ word, technique: 'by hand', text }));
for (const [technique, disguise] of Object.entries(TECHNIQUES)) {
  for (let made = 0, tries = 0; made < 30 && tries < 2_000; tries++) {
    const word = pick(words);
    const hidden = disguise(word);
    if (!hidden || hidden === word) continue;
    const [before, after] = pick(isChinese(word) ? CARRIERS.chinese : CARRIERS.english);
    evasions.push({ word, technique, text: before + hidden + after });
    made++;
  }
}
writeFileSync(here('evasions.ndjson'), evasions.map((evasion) => `${JSON.stringify(evasion)}\n`).join(''));

const clean = new Set(CLEAN_BY_HAND);
while (clean.size < 10_000) {
  const { templates, parts } = pick(Object.values(CLEAN_PARTS));
  clean.add(
    pick(templates).replace(/\{(\w+)\}/g, (_, name) =>
      name === 'number' ? String(below(10 ** (1 + below(6)))) : pick(parts[name]),
    ),
  );
}
writeFileSync(here('clean.txt'), `${[...clean].join('\n')}\n`);
