/**
 * A table of Markdown that is also easy to read as it is.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | number)[])[]} rows
 * @returns {string}
 */
export function table(head, rows) {
  const lines = [head, ...rows].map((row) => row.map(String));
  const isNumber = head.map((_, at) => lines.slice(1).every((row) => !/[a-z]{3}/i.test(row[at])));
  const widths = head.map((_, at) => Math.max(3, ...lines.map((row) => row[at].length)));
  const pad = (text, at) => (isNumber[at] ? text.padStart(widths[at]) : text.padEnd(widths[at]));
  const rule = widths.map((width, at) => (isNumber[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  const [first, ...others] = lines.map((row) => line(row.map(pad)));
  return [first, line(rule), ...others].join('\n');
}

const line = (cells) => `| ${cells.join(' | ')} |`;

/** With three digits that count, and no more than a reader needs. @param {number} value */
export function shown(value) {
  if (!Number.isFinite(value)) return '-';
  if (value >= 100) return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  if (value === 0) return '0';
  return value.toFixed(value >= 10 ? 1 : value >= 0.1 ? 2 : 3);
}

/** @param {number} share */
export const percent = (share) =>
  Number.isNaN(share) ? '-' : share === 0 ? '0' : `${(share * 100).toFixed(share < 0.01 ? 2 : 1)} %`;
