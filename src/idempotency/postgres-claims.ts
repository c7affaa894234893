import { Injectable } from '@nestjs/common';
import type { RecordedOutcome } from './recorded-outcome.js';
import { REPEAT_MS } from './idempotency.service.js';
import { allowExcept, discard, type RefusedTarget, reject, type Verdict } from '../pipeline/verdict.js';
import { Database } from '../database/database.js';
import { decodeText } from '../database/pg-text.js';
import { Batcher } from '../database/batcher.js';
import { fromRefusedTargets } from '../records/refused-targets.js';

/** An answer that takes longer to find is not worth a message's time. */
const FIND_MS = 300;

interface AnsweredRow {
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
  readonly refused_targets: readonly RefusedTarget[] | null;
}

/** Finds what other nodes have answered to a message of the last minute. */
@Injectable()
export class PostgresClaims {
  /** One query for all that ask while another is under way. */
  readonly #lookups = new Batcher<string, RecordedOutcome>((keys) => this.find(keys), {
    failsWaiting: true,
  });

  constructor(private readonly database: Database) {}

  /** The answer to the message of a key. */
  findOne(key: string): Promise<RecordedOutcome | undefined> {
    return this.#lookups.add(key);
  }

  /** The answers to the messages of some keys, by key. */
  async find(keys: readonly string[]): Promise<Map<string, RecordedOutcome>> {
    const rows = await this.database.ask<AnsweredRow>(FIND_MS, {
      name: 'message-claims',
      text: `SELECT replace(key::text, '-', '') AS key, id, received_at, conversation_id, verdict, code, info,
                 decided_by, delivered_body, delivered_custom_data, rule_hits, refused_targets
               FROM message_claim JOIN message_log USING (received_at, id)
               WHERE key = ANY ($1::uuid[]) AND received_at > $2`,
      values: [keys, new Date(Date.now() - 2 * REPEAT_MS)],
    });
    return new Map(rows.map((row) => [row.key, recordedOutcomeOf(row)]));
  }
}

function recordedOutcomeOf(row: AnsweredRow): RecordedOutcome {
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

function verdictOf({ verdict, code, info, refused_targets }: AnsweredRow): Verdict {
  if (verdict === 'reject') return reject(code, decodeText(info) ?? '');
  return verdict === 'discard' ? discard() : allowExcept(fromRefusedTargets(refused_targets ?? []));
}
