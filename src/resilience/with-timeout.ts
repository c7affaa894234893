/**
 * Settles as `work` does. If `work` takes longer than `ms`, settles as `onTimeout` returns or throws; a later result of
 * `work` is dropped. Results that arrived while this process was busy still count.
 *
 * @example
 * await withTimeout(ping(), 20, () => 'away');
 */
export function withTimeout<T, Late = never>(
  work: PromiseLike<T>,
  ms: number,
  onTimeout: () => Late,
): Promise<T | Late> {
  return new Promise((resolve, reject) => {
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
      clearTimeout(timer);
    };
    const giveUp = (): void => {
      if (isSettled) return;
      settle();
      try {
        resolve(onTimeout());
      } catch (error) {
        reject(error as Error);
      }
    };
    // A busy process reads waiting answers after the timers and before the immediates.
    const timer = setTimeout(() => setImmediate(giveUp), ms);
    work.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: Error) => {
        settle();
        reject(error);
      },
    );
  });
}
