/** Some of many, each as likely as any other, however many come. */
export class ReservoirSample<Item> {
  readonly #drawn: Item[] = [];
  #seen = 0;

  constructor(private readonly most: number) {}

  get drawn(): readonly Item[] {
    return this.#drawn;
  }

  /** @param make called only where it is drawn */
  offer(make: () => Item): void {
    this.#seen++;
    if (this.#drawn.length < this.most) {
      this.#drawn.push(make());
      return;
    }
    const at = Math.floor(Math.random() * this.#seen);
    if (at < this.most) this.#drawn[at] = make();
  }
}
