/** The position of a time in consecutive windows of one length. The first window begins in 1970. */
export interface WindowAt {
  /** The number of the window. */
  readonly index: number;
  /** The share of the previous window that still counts: 1 at the beginning of the window, 0 at its end. */
  readonly shareBefore: number;
}

/**
 * Two fixed windows approximate a sliding one. The current window counts in full. The previous window counts by the share
 * that a window ending now would contain. So a hit counts as one until its window ends, then less and less, and after two
 * windows no more.
 *
 * @param now milliseconds since 1970
 * @param seconds the length of a window
 * @example
 * windowAt(90_000, 60); // { index: 1, shareBefore: 0.5 }
 */
export function windowAt(now: number, seconds: number): WindowAt {
  const windows = now / (seconds * 1_000);
  const index = Math.floor(windows);
  return { index, shareBefore: 1 - (windows - index) };
}
