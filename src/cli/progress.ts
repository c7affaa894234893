import { note } from './terminal.js';

const WIDTH = 30;
const REDRAW_MS = 100;
const LINE_MS = 5_000;

/** Shows on stderr how far something is: a bar on a terminal, elsewhere a line every few seconds. */
export class Progress {
  #shownAt: number;
  #isDrawn = false;

  constructor(
    private readonly label: string,
    private readonly unit: string,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {
    // What is soon done needs no line.
    this.#shownAt = stream.isTTY ? -Infinity : performance.now();
  }

  /** @param total unknown where it is 0 */
  update(done: number, total: number): void {
    const now = performance.now();
    const isLast = this.stream.isTTY && done === total;
    if (!isLast && now - this.#shownAt < (this.stream.isTTY ? REDRAW_MS : LINE_MS)) return;
    this.#shownAt = now;
    const share = total > 0 ? Math.min(done / total, 1) : 0;
    const figures = `${done}${total > 0 ? ` of ${total}` : ''} ${this.unit}`;
    const percent = total > 0 ? ` ${Math.floor(share * 100)} %` : '';
    if (!this.stream.isTTY) return note(`${this.label}:${percent} ${figures}`);
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    this.stream.write(`\r\u001b[K${this.label} ${bar}${percent} ${figures}`);
    this.#isDrawn = true;
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#isDrawn) this.stream.write('\r\u001b[K');
    this.#isDrawn = false;
  }
}
