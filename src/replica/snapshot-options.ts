/** Where a node keeps what it has to know when PostgreSQL is away at its start. */
export interface SnapshotOptions {
  /** The node's own folder on disk: snapshots stand in `snapshots/` below it. */
  readonly spoolDir: string;
}

export const SnapshotOptions = Symbol('SnapshotOptions');
