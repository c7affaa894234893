import { Injectable } from '@nestjs/common';
import type { MemberLevels } from './member-level-source.js';
import { type MemberKey, MemberLevelStore } from './member-level.store.js';

/** Of a larger table only what is asked for is kept in memory. */
const MOST_MEMBERS = 1_500_000;
const PAGE = 1_000;
/** Between two pages: callbacks go first. */
const PAUSE_MS = 5;

/** Reads the table page by page, in the background. */
@Injectable()
export class MemberLevelPreload {
  constructor(private readonly store: MemberLevelStore) {}

  /**
   * Gives the levels of the first 1,500,000 members, by their ids.
   *
   * @param take gets a member's levels; `false` ends the reading
   * @returns whether they are all that there are
   */
  async read(take: (key: MemberKey, levels: MemberLevels) => boolean): Promise<boolean> {
    let after: MemberKey | undefined;
    for (let read = 0; read < MOST_MEMBERS;) {
      const page = await this.store.page(after, PAGE);
      for (const [key, levels] of page) {
        if (!take(key, levels)) return false;
        after = key;
      }
      if (page.length < PAGE) return true;
      read += page.length;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
    }
    return false;
  }
}
