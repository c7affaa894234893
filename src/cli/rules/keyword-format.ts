/** What a file of words is, by its name. */
export function isCsv(path: string): boolean {
  return /\.csv$/i.test(path);
}
