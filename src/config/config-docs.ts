import type { Variable } from './variable.js';
import { VARIABLE_GROUPS } from './variables.js';

export const TABLE_START = '<!-- variables: written by npm run config:docs -->';
export const TABLE_END = '<!-- /variables -->';

const ENVIRONMENT_WIDTH = 118;

/** The text of `.env.example`. */
export function environmentExample(): string {
  const head =
    '# Copy to .env. Each variable may also be given as NAME_FILE, the path of a file that holds it.\n';
  const groups = VARIABLE_GROUPS.map((group) => Object.entries(group).map(exampleOf).join(''));
  return [head, ...groups].join('\n');
}

/** A page, with the table of variables between its markers replaced. @throws where the page has no markers */
export function withVariableTable(page: string): string {
  const start = page.indexOf(TABLE_START);
  const end = page.indexOf(TABLE_END);
  if (start < 0 || end < start) throw new Error(`The page needs the lines ${TABLE_START} and ${TABLE_END}.`);
  return `${page.slice(0, start)}${TABLE_START}\n\n${variableTable()}\n${page.slice(end)}`;
}

function variableTable(): string {
  const entries = VARIABLE_GROUPS.flatMap((group) => Object.entries(group));
  const rows = entries.map(([name, { defaultWords, meaning }]) => [`\`${name}\``, defaultWords, meaning]);
  const head = ['variable', 'default', 'meaning'];
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |\n`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...rows].map(line).join('');
}

function exampleOf([name, { meaning, defaultText }]: [string, Variable]): string {
  return `${commentOf(meaning)}${name}=${defaultText}\n`;
}

function commentOf(markdown: string): string {
  const text = markdown.replaceAll('`', '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, 'docs/$1');
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line.length + word.length + 1 > ENVIRONMENT_WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `# ${line}\n`).join('');
}
