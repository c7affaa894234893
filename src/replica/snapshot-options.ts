/** Where a node stores snapshots of its replicas. */
export interface SnapshotOptions {
  /** The node's own folder on disk; snapshots are in `snapshots/` below it. */
  readonly spoolDir: string;
}

export const SnapshotOptions = Symbol('SnapshotOptions');
