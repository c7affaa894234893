/** Letters of other alphabets, and signs, that are drawn like a Latin letter; from Unicode's confusables. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'аαɑᴀ∂',
  b: 'вьβʙƅЬ',
  c: 'сϲᴄ¢©ҫ',
  d: 'ԁɗᴅđ',
  e: 'еєεᴇ℮ҽ€ё',
  f: 'ғϝꜰƒ',
  g: 'ɡցɢԍ',
  h: 'һнհʜђ',
  i: 'іιıɪїɩ¡ӏ',
  j: 'јϳᴊ',
  k: 'кκᴋқ',
  l: 'ⅼʟł£ւ|',
  m: 'мᴍϻ',
  n: 'пηոɴղи',
  o: 'оοօᴏøσѳө°',
  p: 'рρᴘþ',
  q: 'ԛգ',
  r: 'гʀɾя®',
  s: 'ѕꜱʂ§',
  t: 'тτᴛŧ†',
  u: 'υսᴜμц',
  v: 'ѵνᴠ',
  w: 'ѡωшщᴡա',
  x: 'хχ×ҳ',
  y: 'уγʏүў¥ყ',
  z: 'ᴢʐ',
};

/** Digits and signs that are written for the letter that they resemble. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '+': 't',
  '(': 'c',
};

const UNITS = 0x1_0000;
/** By code unit: the Latin letter that it looks like, or 0; the letter that it may be written for, or 0. */
const letters = new Uint16Array(UNITS);
const leet = new Uint16Array(UNITS);
for (const [letter, alike] of Object.entries(LOOKALIKES)) {
  for (const character of alike) letters[character.charCodeAt(0)] = letter.charCodeAt(0);
}
for (const [sign, letter] of Object.entries(LEET)) leet[sign.charCodeAt(0)] = letter.charCodeAt(0);

/** The Latin letter that a code unit looks like; the unit itself where it looks like none. */
export function lookalikeOf(unit: number): number {
  return letters[unit] || unit;
}

/** The letter that a digit or sign may be written for; 0 where for none. */
export function leetOf(unit: number): number {
  return leet[unit]!;
}
