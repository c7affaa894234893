import { Injectable, Logger } from '@nestjs/common';
import { Database, reasonOf } from '../../database/database.js';
import { encodeText } from '../../database/pg-text.js';
import type { AuditedCall, AuditItem } from './audit-item.js';

/** Which entries to find. */
export interface AuditQuery {
  readonly actor?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** Only entries with a smaller id. */
  readonly before?: number;
  readonly limit: number;
}

interface AuditRow extends Omit<AuditItem, 'id'> {
  readonly id: string;
}

/** A key that a caller wrote into a url or a body. */
const KEY = /psk_[\w-]{20,}/g;

/** The calls that changed something or read messages. The tables accept new rows and refuse every change. */
@Injectable()
export class AuditLog {
  readonly #logger = new Logger(AuditLog.name);

  constructor(private readonly database: Database) {}

  /** Records a call. @returns its id @throws if PostgreSQL cannot store it: then the call must not run */
  async begin({ actor, role, address, method, url, body }: AuditedCall): Promise<number> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `INSERT INTO audit_call (actor, role, address, method, url, body)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [withoutKeys(actor), role, address, method, withoutKeys(url), body && withoutKeys(body)],
    );
    return Number(rows[0]!.id);
  }

  /** Records the status of a call that {@link begin} recorded. */
  async end(id: number, status: number): Promise<void> {
    try {
      await this.database.pool.query('INSERT INTO audit_outcome (id, status) VALUES ($1, $2)', [id, status]);
    } catch (error) {
      this.#logger.error(
        `The audit log could not store the status ${status} of call ${id}: ${reasonOf(error)}`,
      );
    }
  }

  /** Newest first. */
  async find({ actor, from, to, before, limit }: AuditQuery): Promise<AuditItem[]> {
    const { rows } = await this.database.pool.query<AuditRow>(
      `SELECT c.id, c.at, c.actor, c.role, c.address, c.method, c.url, c.body, o.status
       FROM audit_call c LEFT JOIN audit_outcome o USING (id)
       WHERE ($1::text IS NULL OR c.actor = $1) AND ($2::timestamptz IS NULL OR c.at >= $2)
         AND ($3::timestamptz IS NULL OR c.at < $3) AND ($4::bigint IS NULL OR c.id < $4)
       ORDER BY c.id DESC LIMIT $5`,
      [encodeText(actor ?? null), from ?? null, to ?? null, before ?? null, limit],
    );
    return rows.map((row) => ({ ...row, id: Number(row.id) }));
  }
}

function withoutKeys(text: string): string {
  return text.replace(KEY, 'psk_…');
}
