import { appendFileSync } from 'node:fs';
import { query } from '../../support/database.js';
import { until } from '../../support/until.js';
import type { SentMessage } from './sender.js';

/** What `DECISION_DEADLINE_MS` is, and what may come on top of it. */
export const LATE_MS = 800 + 50;
const ANSWER = /^\{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":(0|1)\}$/;

/** What became of the messages of one fault, as it is printed. */
export interface Row {
  readonly fault: string;
  readonly seconds: number;
  readonly sent: number;
  readonly answered: number;
  readonly recorded: number;
  /** Answered as allowed, and not in the table. */
  readonly lost: number;
  readonly twice: number;
  /** Recorded with another verdict than was answered. */
  readonly differs: number;
  readonly illegal: number;
  /** No answer, or half of one: its connection ended, or nobody listened. */
  readonly unanswered: number;
  readonly late: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  /** The most by which the sender itself was late: it is part of the other times. */
  readonly lag: number;
}

interface Stored {
  readonly key: string;
  readonly count: number;
  readonly verdicts: readonly string[];
}

/** One fault: who was sent what, and how to know that no record is on its way any more. */
export interface Run {
  readonly fault: string;
  readonly prefix: string;
  readonly seconds: number;
  readonly messages: readonly SentMessage[];
  readonly databaseUrl: string;
  readonly isDrained: () => Promise<boolean>;
}

/** Compares what was sent, answered and recorded, when the spools have drained. */
export async function compare(run: Run): Promise<Row> {
  const { messages } = run;
  const answered = messages.filter(isLegal);
  const delivered = answered.filter(isAllowed);
  const stored = await settled(run);
  const times = answered.map(({ ms }) => ms).sort((a, b) => a - b);
  const quantile = (share: number): number => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
  const row: Row = {
    fault: run.fault,
    seconds: Math.round(run.seconds),
    sent: messages.length,
    answered: answered.length,
    recorded: stored.size,
    lost: delivered.filter(({ key }) => !stored.has(key)).length,
    twice: [...stored.values()].filter(({ count }) => count > 1).length,
    differs: answered.filter((message) => differs(message, stored.get(message.key))).length,
    illegal: messages.filter((message) => isWhole(message) && !isLegal(message)).length,
    unanswered: messages.filter((message) => !isWhole(message)).length,
    late: times.filter((ms) => ms > LATE_MS).length,
    p50: quantile(0.5),
    p99: quantile(0.99),
    p999: quantile(0.999),
    max: quantile(1),
    lag: Math.round(messages.reduce((most, { lag }) => Math.max(most, lag), 0)),
  };
  appendFileSync(process.env['CHAOS_ROWS']!, `${JSON.stringify(row)}\n`);
  process.stdout.write(`${Object.entries(row).flat().join(' ')}\n`);
  return row;
}

function isWhole({ status, error }: SentMessage): boolean {
  return status !== 0 && error === '';
}

function isLegal(message: SentMessage): boolean {
  const { status, text, type, length } = message;
  const isJson = type.startsWith('application/json') && length === String(Buffer.byteLength(text));
  return isWhole(message) && status === 200 && isJson && ANSWER.test(text);
}

function isAllowed({ text }: SentMessage): boolean {
  return text.includes('"ErrorCode":0');
}

function differs(message: SentMessage, stored: Stored | undefined): boolean {
  const expected = isAllowed(message) ? 'allow' : 'reject';
  return stored !== undefined && stored.verdicts.some((verdict) => verdict !== expected);
}

/** What is in the table once nothing more can come: a second record would come last. */
async function settled({ prefix, databaseUrl, isDrained }: Run): Promise<Map<string, Stored>> {
  await until(isDrained, 120_000);
  const found = await query<{ key: string; count: string; verdicts: string[] }>(
    databaseUrl,
    `SELECT message_key AS key, count(*), array_agg(DISTINCT verdict) AS verdicts
     FROM message_log WHERE message_key LIKE $1 GROUP BY 1`,
    [`${prefix}-%`],
  );
  return new Map(found.map((row) => [row.key, { ...row, count: Number(row.count) }]));
}
