import type { MuteContent } from './mute.store.js';

const RETRY_MS = 1_000;

/** Mutes that are in force on this node and that PostgreSQL has not got yet: it is given them as soon as it takes them. */
export class UnstoredMutes {
  readonly #mutes = new Map<string, MuteContent>();
  #isStoring = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param store fails while PostgreSQL takes nothing */
  constructor(private readonly store: (mute: MuteContent) => Promise<void>) {}

  /** All of them, or those of one person. */
  *of(appId?: string, userId?: string): Iterable<MuteContent> {
    for (const mute of this.#mutes.values())
      if (appId === undefined || (mute.appId === appId && mute.userId === userId)) yield mute;
  }

  has(mute: MuteContent): boolean {
    return this.#mutes.has(keyOf(mute));
  }

  /** A later one of the same person and conversation takes the place of the one before. */
  add(mute: MuteContent): void {
    this.#mutes.set(keyOf(mute), mute);
    void this.#storeAll();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #storeAll(): Promise<void> {
    if (this.#isStoring) return;
    this.#isStoring = true;
    for (const [key, mute] of this.#mutes) {
      try {
        await this.store(mute);
      } catch {
        this.#timer = setTimeout(() => void this.#storeAll(), RETRY_MS).unref();
        break;
      }
      // Meanwhile there may be a later one.
      if (this.#mutes.get(key) === mute) this.#mutes.delete(key);
    }
    this.#isStoring = false;
  }
}

function keyOf({ appId, userId, conversationId }: MuteContent): string {
  return JSON.stringify([appId, userId, conversationId]);
}
