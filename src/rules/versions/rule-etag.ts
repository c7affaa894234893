/** The ETag of what belongs to a version of the rule set. */
export function etagOf(version: number): string {
  return `"v${version}"`;
}
