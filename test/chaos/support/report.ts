import { query } from '../../support/database.js';
import { until } from '../../support/until.js';
import type { SentMessage } from './sender.js';

/** What `DECISION_DEADLINE_MS` is, and what may come on top of it. */
const LATE_MS = 800 + 50;
const ANSWER = /^\{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":(0|1)\}$/;

/** What became of the messages of one fault, as it is printed. */
export interface Row {
  readonly fault: string;
  readonly sent: number;
  readonly answered: number;
  readonly recorded: number;
  /** Answered as allowed, and not in the table. */
  readonly lost: number;
  readonly twice: number;
  readonly illegal: number;
  /** No answer: its connection ended, or nobody listened. */
  readonly unanswered: number;
  readonly late: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

const rows: Row[] = [];

/** Compares what was sent, answered and recorded, when the spools have drained. */
export async function compare(
  fault: string,
  prefix: string,
  messages: readonly SentMessage[],
  databaseUrl: string,
): Promise<Row> {
  const answered = messages.filter(({ status, text }) => status === 200 && ANSWER.test(text));
  const delivered = answered.filter(({ text }) => text.includes('"ErrorCode":0'));
  const counts = await settled(
    prefix,
    answered.map(({ key }) => key),
    databaseUrl,
  );
  const times = answered.map(({ ms }) => ms).sort((a, b) => a - b);
  const quantile = (share: number): number => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
  const row: Row = {
    fault,
    sent: messages.length,
    answered: answered.length,
    recorded: counts.size,
    lost: delivered.filter(({ key }) => !counts.has(key)).length,
    twice: [...counts.values()].filter((count) => count > 1).length,
    illegal: messages.filter(({ status, text }) => status !== 0 && !(status === 200 && ANSWER.test(text)))
      .length,
    unanswered: messages.filter(({ status }) => status === 0).length,
    late: times.filter((ms) => ms > LATE_MS).length,
    p50: quantile(0.5),
    p99: quantile(0.99),
    p999: quantile(0.999),
    max: quantile(1),
  };
  rows.push(row);
  return row;
}

/** How often each message is in the table, once all that were answered are, or nothing more comes. */
async function settled(prefix: string, keys: readonly string[], url: string): Promise<Map<string, number>> {
  let counts = new Map<string, number>();
  let changedAt = performance.now();
  await until(async () => {
    const found = await query<{ key: string; count: string }>(
      url,
      `SELECT message_key AS key, count(*) FROM message_log WHERE message_key LIKE $1 GROUP BY 1`,
      [`${prefix}-%`],
    );
    if (found.length !== counts.size) changedAt = performance.now();
    counts = new Map(found.map(({ key, count }) => [key, Number(count)]));
    return keys.every((key) => counts.has(key)) || performance.now() - changedAt > 10_000;
  }, 120_000);
  return counts;
}

/** The table of all faults, for people. */
export function report(): string {
  const names = Object.keys(rows[0] ?? {}) as (keyof Row)[];
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
  );
  return `\n${text.join('\n')}\n`;
}
