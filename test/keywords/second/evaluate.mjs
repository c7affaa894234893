import { readFileSync } from 'node:fs';

const linesOf = (name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '));

/**
 * How many evasions of the second corpus are found, each by the word that it hides, and which clean lines.
 *
 * @param {(lines: string) => { find(text: string): { text: string }[] }} listOf makes a list of entries, a JSON text a
 * line
 */
export function evaluateSecond(listOf) {
  const forbidden = linesOf('words.txt').flatMap((line) => {
    const [category, words] = line.split(': ');
    return words.split(' ').map((text) => ({ text, category }));
  });
  const allowed = linesOf('allowed.txt').map((text) => ({ text, kind: 'allow' }));
  const list = listOf([...forbidden, ...allowed].map((entry) => JSON.stringify(entry)).join('\n'));
  const techniques = {};
  const [caught, heldOut] = [
    { found: 0, of: 0 },
    { found: 0, of: 0 },
  ];
  for (const line of linesOf('evasions.ndjson')) {
    const { word, technique, message, heldOut: isHeldOut } = JSON.parse(line);
    const isFound = list.find(message).some(({ text }) => text === word);
    const counts = [(techniques[technique] ??= { found: 0, of: 0 }), caught, ...(isHeldOut ? [heldOut] : [])];
    for (const count of counts) {
      count.of++;
      if (isFound) count.found++;
    }
  }
  const clean = linesOf('clean.txt');
  const falseHits = clean.filter((line) => list.find(line).length > 0).length;
  return { techniques, caught, heldOut, falseHits: { found: falseHits, of: clean.length } };
}
