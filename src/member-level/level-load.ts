import type { MemberLevels } from './member-level-source.js';
import type { MemberKey } from './member-level.store.js';

/** A member's levels on their way from PostgreSQL, for all that wait for them. */
export class LevelLoad {
  readonly promise: Promise<MemberLevels>;
  resolve!: (levels: MemberLevels) => void;
  reject!: (error: unknown) => void;
  /** Somebody changed the member meanwhile: the answer may be the old one, and is not kept. */
  changed = false;

  constructor(readonly key: MemberKey) {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}
