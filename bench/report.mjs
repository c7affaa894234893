import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { median } from './statistics.mjs';
import { percent, shown, table } from './table.mjs';

const HEAD = [
  'server',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'p99.9 ms',
  'CPU µs',
  'of PostgreSQL',
  'RSS MB',
  'not judged',
];

/** What others had the machine do in the minute before: with much of it nothing below can be believed. */
const LOAD_BEFORE = loadavg()[0];

/**
 * @typedef {object} Result
 * @property {string} generator
 * @property {Record<string, string>} titles by server
 * @property {Record<string, Record<number, import('./measure.mjs').Figures[]>>} rounds by server, by connections
 * @property {ReturnType<typeof import('./ratios.mjs').ratiosOf>} ratios
 * @property {ReturnType<typeof import('./ratios.mjs').limitsOf>} limits
 */

/** @param {Result} result @param {number} connections */
export function serversTable({ titles, rounds }, connections) {
  const rows = Object.entries(titles)
    .filter(([key]) => rounds[key][connections])
    .map(([key, title]) => {
      const of = (name) => median(rounds[key][connections].map((figures) => figures[name]));
      const isWrong = rounds[key][connections].some(({ faults }) => faults.length > 0);
      const figures = ['rps', 'p50', 'p99', 'p999', 'cpuUs', 'databaseCpuUs', 'rssMb'].map((name) =>
        shown(of(name)),
      );
      return [`(${key}) ${title}${isWrong ? ' WRONG' : ''}`, ...figures, percent(of('unjudgedShare'))];
    });
  return table(HEAD, rows);
}

/** @param {Result} result */
export function ratiosTable({ ratios, limits }) {
  const rows = [...ratios, ...limits].map(({ name, median, min, max, target, isMet }) => [
    name,
    shown(median),
    `${shown(min)}–${shown(max)}`,
    target,
    isMet ? 'met' : 'missed',
  ]);
  return table(['ratio', 'median', 'over the rounds', 'target', 'verdict'], rows);
}

/** Where and when, for who compares. @param {Pick<Result, 'generator'>} result */
export function circumstances({ generator }) {
  const processors = cpus();
  return [
    new Date().toISOString().slice(0, 10),
    `Node ${process.version}`,
    `commit ${commit()}`,
    `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}`,
    `load by ${generator}`,
    `load average before ${LOAD_BEFORE.toFixed(1)}`,
  ].join(', ');
}

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim();

function commit() {
  try {
    const isDirty = git('status', '--porcelain', '--', '../src', '../package.json') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${isDirty ? ' and changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

/** All of it, as it is printed and kept. @param {Result} result */
export function reportOf(result) {
  const connections = Object.keys(Object.values(result.rounds)[0])
    .map(Number)
    .sort((a, b) => a - b);
  const tables = connections.map(
    (count) => `${count} connection${count === 1 ? '' : 's'}:\n\n${serversTable(result, count)}`,
  );
  const ratios = result.ratios.length > 0 ? `\nAt 64 connections:\n\n${ratiosTable(result)}\n` : '';
  return `${circumstances(result)}\n\n${tables.join('\n\n')}\n${ratios}`;
}
