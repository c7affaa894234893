/**
 * Orders overlapping reads of a table. Each read gets a version when it begins. Rows of a read replace rows of older
 * reads only, whichever read ends first: a read that began before a change cannot undo it.
 *
 * @example
 * const old = versions.begin();
 * const recent = versions.begin();
 * versions.apply(recent, 'ann');
 * versions.isNewest(old, 'ann'); // false
 * versions.isNewest(old, 'tom'); // true
 */
export class ReadVersions {
  #last = 0;
  #running = 0;
  /** Version of the whole table in memory. */
  #table = 0;
  /** Versions of single rows that are newer than the table's. */
  readonly #keys = new Map<string, number>();

  /** Begins a read; call {@link end} when it is over. @returns its version */
  begin(): number {
    this.#running++;
    return this.next();
  }

  /** A version that is newer than all reads so far, without a read. */
  next(): number {
    return ++this.#last;
  }

  /** Without reads in progress, old versions of single rows are not needed any more. */
  end(): void {
    if (--this.#running === 0) this.#keys.clear();
  }

  /** Whether memory holds nothing newer. @param key left out: the whole table */
  isNewest(version: number, key?: string): boolean {
    if (version <= this.#table) return false;
    return key === undefined || version > (this.#keys.get(key) ?? 0);
  }

  /** Notes that the rows of a read are in memory. @param key left out: the whole table */
  apply(version: number, key?: string): void {
    if (key === undefined) {
      this.#table = version;
      for (const [known, other] of this.#keys) if (other <= version) this.#keys.delete(known);
    } else if (this.#running > 0) this.#keys.set(key, version);
  }

  /** Keys whose rows in memory are newer than a read of the whole table. */
  newerThan(version: number): string[] {
    return [...this.#keys].filter(([, other]) => other > version).map(([key]) => key);
  }
}
