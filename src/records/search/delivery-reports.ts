import type { DeliveryReport } from '../../pipeline/delivery-report.js';
import type { Database } from '../../database/database.js';
import { decodeText, encodeText } from '../../database/pg-text.js';
import { keysOf, sameContent } from './message-content.js';
import type { StoredRecord } from './message-item.js';
import { BY_KEY, BY_NAME, BY_TIME } from './delivery-queries.js';
import { fromStoredReport } from '../stored-report.js';

/** A message of which the vendor tells. */
export interface ReportedRecord {
  readonly record: StoredRecord;
  /** Members of its request that may name it, beside its key. */
  readonly keys: readonly string[];
  /** The member that holds the message. */
  readonly messageMember: string | null;
}

/** What a notice told of a message. */
export interface ToldReport extends DeliveryReport {
  /** Milliseconds since 1970: the vendor's time, else that of the notice's arrival. */
  readonly at: number;
}

interface ReportRow {
  readonly of: string;
  readonly report: DeliveryReport;
  readonly event_time: string | null;
  readonly received_at: Date;
  readonly id: string;
  readonly request?: string;
}

/**
 * What was told of some messages, by the ids of their records. Looked up when somebody looks: so it does not matter which
 * node was told, nor whether the message or the notice was recorded first.
 */
export async function reportsOf(
  database: Database,
  messages: readonly ReportedRecord[],
): Promise<ReadonlyMap<string, readonly ToldReport[]>> {
  const told = new Map<string, ToldReport[]>();
  const keyed = messages.flatMap(({ record, keys }) =>
    keysOf(record, keys).map((name) => ({ record, name })),
  );
  const nameless = messages.filter(({ record }) => record.message_key === null);
  const [byKey, byTime] = await Promise.all([
    ask(database, BY_KEY, keyed),
    ask(
      database,
      BY_TIME,
      nameless.map(({ record }) => ({ record, name: '' })),
    ),
  ]);
  for (const row of [...byKey, ...onceEach(byTime, nameless)]) add(told, row);

  const named = messages.flatMap(({ record }) =>
    namesOf(told.get(record.id)).map((name) => ({ record, name: encodeText(name) })),
  );
  for (const row of await ask(database, BY_NAME, named)) add(told, row);
  return told;
}

async function ask(
  database: Database,
  text: string,
  messages: readonly { readonly record: StoredRecord; readonly name: string }[],
): Promise<readonly ReportRow[]> {
  if (messages.length === 0) return [];
  const values = [
    messages.map(({ record }) => record.received_at),
    messages.map(({ record }) => record.id),
    messages.map(({ name }) => name),
  ];
  return (await database.pool.query<ReportRow>(text, values)).rows;
}

/** Of two messages that say the same the older one was sent first. */
function onceEach(rows: readonly ReportRow[], messages: readonly ReportedRecord[]): ReportRow[] {
  const taken = new Set<string>();
  const found: ReportRow[] = [];
  const oldestFirst = [...messages].sort((a, b) => a.record.received_ms - b.record.received_ms);
  for (const { record, messageMember } of oldestFirst) {
    const row = rows.find(
      ({ of, id, request }) =>
        of === record.id &&
        !taken.has(id) &&
        messageMember !== null &&
        sameContent(record, decodeText(request!), messageMember),
    );
    if (!row) continue;
    taken.add(row.id);
    found.push(row);
  }
  return found;
}

function add(told: Map<string, ToldReport[]>, { of, report, event_time, received_at }: ReportRow): void {
  const at = event_time === null ? received_at.getTime() : Number(event_time);
  told.set(of, [...(told.get(of) ?? []), { ...fromStoredReport(report), at }]);
}

function namesOf(reports: readonly ToldReport[] = []): readonly string[] {
  return reports.find(({ state, names }) => state === 'sent' && names)?.names ?? [];
}
