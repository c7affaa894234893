import { readFileSync } from 'node:fs';

const linesOf = (name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n');

/**
 * How many evasions of the corpus are found, and how many clean lines.
 *
 * @param {(lines: string) => { has(text: string): boolean; find(text: string): { text: string }[] }} listOf makes a
 * list of entries, a JSON text a line
 */
export function evaluate(listOf) {
  const forbidden = linesOf('words.txt').map((text) => ({ text }));
  const allowed = linesOf('allowed.txt').map((text) => ({ text, kind: 'allow' }));
  const list = listOf([...forbidden, ...allowed].map((entry) => JSON.stringify(entry)).join('\n'));
  const techniques = {};
  const heldOut = { found: 0, of: 0 };
  const missed = [];
  for (const [index, line] of linesOf('evasions.ndjson').entries()) {
    const { technique, text } = JSON.parse(line);
    const isFound = list.has(text);
    const counts = [(techniques[technique] ??= { found: 0, of: 0 }), ...(index % 2 ? [heldOut] : [])];
    for (const count of counts) {
      count.of++;
      if (isFound) count.found++;
    }
    if (!isFound) missed.push({ isHeldOut: index % 2 === 1, technique, text });
  }
  const total = Object.values(techniques);
  const sum = (name) => total.reduce((all, count) => all + count[name], 0);
  const falseHits = linesOf('clean.txt').flatMap((line) => {
    const [hit] = list.find(line);
    return hit ? [`${line}: ${hit.text}`] : [];
  });
  return { techniques, caught: { found: sum('found'), of: sum('of') }, heldOut, missed, falseHits };
}
