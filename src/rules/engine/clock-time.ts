/** The clock of one time zone. */
export interface HourlyClock {
  /**
   * Whether the local time is from `from` up to `to`, without `to` itself.
   *
   * @param now milliseconds since 1970
   * @param from `HH:MM`
   * @param to `HH:MM`; earlier than `from`: the range goes over midnight
   */
  isWithin(now: number, from: string, to: string): boolean;
}

const MINUTE_MS = 60_000;
// A cache: clocks differ only by their zone.
const clocks = new Map<string, HourlyClock>();

/** The clock of a time zone of the IANA database. @throws RangeError if the zone does not exist */
export function hourlyClock(zone: string): HourlyClock {
  let clock = clocks.get(zone);
  if (!clock) clocks.set(zone, (clock = clockOf(zone)));
  return clock;
}

/** Whether a text is a time of day from `00:00` to `24:00`. */
export function isClockTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}

function clockOf(zone: string): HourlyClock {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  // Formatting takes microseconds and its result is valid for a minute.
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
