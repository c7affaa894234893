/** Waits for a condition, at most `ms` milliseconds. @throws where it does not become true */
export async function until(condition: () => Promise<boolean> | boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`it did not become so within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
