let passed = 0;
let failed = 0;

/** Runs one check and prints a line of it. @returns whether it passed */
export async function check(rule, run) {
  const start = performance.now();
  try {
    await run();
    passed++;
    console.log(`  ok    ${rule} (${Math.round(performance.now() - start)} ms)`);
    return true;
  } catch (error) {
    failed++;
    console.log(`  FAIL  ${rule}\n${String(error?.stack ?? error).replace(/^/gm, '        ')}`);
    return false;
  }
}

export function title(text) {
  console.log(`\n${text}`);
}

/** Prints the sum. @returns whether all passed, and there were some */
export function sum() {
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}
