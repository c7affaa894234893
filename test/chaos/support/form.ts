/** `CHAOS=short`: a minute or two, for every change; else all of it, a quarter of an hour. */
export const isShort = process.env['CHAOS'] === 'short';

/** How often or how long, in the form that was asked for. */
export function within(full: number, short: number): number {
  return isShort ? short : full;
}
