/** Where a time stands in windows of a length that follow one another since 1970. */
export interface WindowAt {
  /** The window's number. */
  readonly index: number;
  /** How much of the window before still counts: 1 at the beginning, falling to 0 at the end. */
  readonly shareBefore: number;
}

/**
 * Two windows count as one that slides: the current one whole, of the one before the share that a window ending now
 * would still cover. So a hit counts as one until its window ends, then ever less, and after two windows never.
 *
 * @param now in milliseconds since 1970
 * @example
 * windowAt(90_000, 60); // { index: 1, shareBefore: 0.5 }
 */
export function windowAt(now: number, seconds: number): WindowAt {
  const windows = now / (seconds * 1_000);
  const index = Math.floor(windows);
  return { index, shareBefore: 1 - (windows - index) };
}
