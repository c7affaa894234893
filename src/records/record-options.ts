/** Settings of the records. */
export interface RecordOptions {
  /** Milliseconds that a reply waits for the database. */
  readonly logWaitMs: number;
  /** Where records wait while the database is away. */
  readonly spoolDir: string;
  /** What the spool may hold, in MiB; a record that finds it full is lost, or its message refused. */
  readonly spoolLimitMb: number;
  /** Days after which a record's partition is dropped. */
  readonly logRetentionDays: number;
}

export const RecordOptions = Symbol('RecordOptions');
