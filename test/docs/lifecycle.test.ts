import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/lifecycle.md'), 'utf8');
const stops = [...page.matchAll(/^(\d+)\. \[[^\]]+\]\(\.\.\/([^)]+)\): ([^]*?)(?=\n\d+\. |\n\n)/gm)];

/** Every name that a file of `src` exports. */
function exportedNames(): Set<string> {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, 'src', file), 'utf8'));
  const declared = /^export (?:abstract )?(?:class|function|interface|const|type) (\w+)/gm;
  return new Set(sources.flatMap((source) => [...source.matchAll(declared)].map(([, name]) => name!)));
}

it('follows a group message in at most twelve stops, numbered from one', () => {
  expect(stops.length).toBeGreaterThan(5);
  expect(stops.length).toBeLessThanOrEqual(12);
  expect(stops.map(([, number]) => Number(number))).toEqual(stops.map((_, index) => index + 1));
});

it.each(stops.map(([, , file, text]) => [file!, text!]))(
  'finds in %s a name that the stop mentions',
  (file, text) => {
    const source = readFileSync(join(root, file), 'utf8');
    const names = [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
    expect(names.some((name) => source.includes(name))).toBe(true);
  },
);

it('uses only names in its diagram that the code exports', () => {
  const [, diagram] = /```\n([^]*?)```/.exec(page)!;
  const names = [...diagram!.matchAll(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g)].map(([name]) => name);
  const exported = exportedNames();
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !exported.has(name))).toEqual([]);
});
