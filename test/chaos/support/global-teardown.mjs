import { readFileSync } from 'node:fs';
import { sweep } from './sweep.mjs';

/** Prints the table of all faults; throws, and so fails the run, where a process was left. */
export default function teardown() {
  process.stdout.write(tableOf(readFileSync(process.env.CHAOS_ROWS, { encoding: 'utf8', flag: 'a+' })));
  const left = sweep(globalThis.chaosFolder);
  if (left.length > 0) throw new Error(`Left running by a test, and ended now:\n${left.join('\n')}`);
}

function tableOf(text) {
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  '),
  );
  return `\n${padded.join('\n')}\n`;
}
