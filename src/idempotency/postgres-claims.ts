import { Injectable } from '@nestjs/common';
import type { RecordedOutcome } from './recorded-outcome.js';
import { DUPLICATE_WINDOW_MS } from './idempotency.service.js';
import { allowExcept, discard, type RejectedTarget, reject, type Verdict } from '../pipeline/verdict.js';
import { Database } from '../database/database.js';
import { decodeText } from '../database/pg-text.js';
import { Batcher } from '../database/batcher.js';
import { fromRefusedTargets } from '../records/refused-targets.js';

/** A lookup that takes longer delays the message too much: the node gives it up. */
const FIND_MS = 300;

interface ClaimedRow {
  readonly key: string;
  readonly id: string;
  readonly received_at: Date;
  readonly conversation_id: string | null;
  readonly verdict: Verdict['kind'];
  readonly code: number | null;
  readonly info: string | null;
  readonly decided_by: string;
  readonly delivered_body: string | null;
  readonly delivered_custom_data: string | null;
  readonly rule_hits: string | null;
  readonly refused_targets: readonly RejectedTarget[] | null;
}

/** Finds the outcomes that other nodes recorded for messages of the last minute. */
@Injectable()
export class PostgresClaims {
  /** One query for all that ask while another is under way. */
  readonly #lookups = new Batcher<string, RecordedOutcome>((keys) => this.find(keys), {
    failsWaiting: true,
  });

  constructor(private readonly database: Database) {}

  /** The outcome recorded under a key. */
  findOne(key: string): Promise<RecordedOutcome | undefined> {
    return this.#lookups.add(key);
  }

  /** The outcomes recorded under some keys, by key. */
  async find(keys: readonly string[]): Promise<Map<string, RecordedOutcome>> {
    const rows = await this.database.ask<ClaimedRow>(FIND_MS, {
      name: 'message-claims',
      text: `SELECT replace(key::text, '-', '') AS key, id, received_at, conversation_id, verdict, code, info,
                 decided_by, delivered_body, delivered_custom_data, rule_hits, refused_targets
               FROM message_claim JOIN message_log USING (received_at, id)
               WHERE key = ANY ($1::uuid[]) AND received_at > $2`,
      values: [keys, new Date(Date.now() - 2 * DUPLICATE_WINDOW_MS)],
    });
    return new Map(rows.map((row) => [row.key, fromRow(row)]));
  }
}

function fromRow(row: ClaimedRow): RecordedOutcome {
  const { id, received_at, conversation_id, decided_by, rule_hits } = row;
  const elements = decodeText(row.delivered_body);
  const cloudCustomData = decodeText(row.delivered_custom_data);
  return {
    id,
    receivedAt: received_at,
    conversationId: decodeText(conversation_id),
    verdict: verdictOf(row),
    decidedBy: decodeText(decided_by),
    delivery: elements === null && cloudCustomData === null ? null : { elements, cloudCustomData },
    ...(rule_hits !== null && { hits: JSON.parse(rule_hits) as string[] }),
  };
}

function verdictOf({ verdict, code, info, refused_targets }: ClaimedRow): Verdict {
  if (verdict === 'reject') return reject(code, decodeText(info) ?? '');
  return verdict === 'discard' ? discard() : allowExcept(fromRefusedTargets(refused_targets ?? []));
}
