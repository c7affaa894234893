/** Tells what time it is somewhere. */
export interface HourlyClock {
  /** @param now milliseconds since 1970; @param from, @param to `HH:MM`; over midnight where `to` is earlier */
  isWithin(now: number, from: string, to: string): boolean;
}

const MINUTE_MS = 60_000;
const clocks = new Map<string, HourlyClock>();

/** The clock of a time zone of the IANA database. @throws RangeError where there is no such zone */
export function hourlyClock(zone: string): HourlyClock {
  let clock = clocks.get(zone);
  if (!clock) clocks.set(zone, (clock = clockOf(zone)));
  return clock;
}

/** `00:00` to `24:00`. */
export function isClockTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}

function clockOf(zone: string): HourlyClock {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  // To format takes microseconds, and the answer holds for a minute.
  let minute = NaN;
  let time = '';
  return {
    isWithin(now, from, to) {
      const current = Math.floor(now / MINUTE_MS);
      if (current !== minute) {
        minute = current;
        time = format.format(now);
      }
      return from <= to ? from <= time && time < to : from <= time || time < to;
    },
  };
}
