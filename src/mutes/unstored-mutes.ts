import { type MuteContent, type MuteKey, muteKey } from './mute.store.js';

const RETRY_MS = 1_000;

/**
 * Mutes that apply on this node and are not in PostgreSQL yet. The node stores each as soon as PostgreSQL accepts it,
 * and tries again every second until then.
 */
export class UnstoredMutes {
  readonly #mutes = new Map<string, MuteContent>();
  #isStoring = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param store rejects if PostgreSQL does not accept the mute */
  constructor(private readonly store: (mute: MuteContent) => Promise<void>) {}

  get all(): Iterable<MuteContent> {
    return this.#mutes.values();
  }

  get isEmpty(): boolean {
    return this.#mutes.size === 0;
  }

  find(key: MuteKey): MuteContent | undefined {
    return this.isEmpty ? undefined : this.#mutes.get(muteKey(key));
  }

  /** Adds a mute; it replaces an earlier one of the same user and conversation. */
  add(mute: MuteContent): void {
    this.#mutes.set(muteKey(mute), mute);
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
      // A later mute may have replaced it during the store.
      if (this.#mutes.get(key) === mute) this.#mutes.delete(key);
    }
    this.#isStoring = false;
  }
}
