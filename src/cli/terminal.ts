import picocolors from 'picocolors';

const { NO_COLOR, FORCE_COLOR } = process.env;

/** Of the answer; no colours where nobody would see them. */
export const colours = coloursOn(process.stdout);
/** Of what is told about the work. */
export const noteColours = coloursOn(process.stderr);

/** Prints a line of the answer. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Tells something about the work; the answer on stdout stays clean. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A text of somebody else on one line, with nothing in it that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === '\n' ? ' ⏎ ' : `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** Of whatever stands in an answer, what can be shown; of nothing a dash. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return printable(typeof value === 'string' ? value : (JSON.stringify(value) ?? '–'));
}

function coloursOn({ isTTY }: NodeJS.WriteStream): ReturnType<typeof picocolors.createColors> {
  const isForced = !!FORCE_COLOR && FORCE_COLOR !== '0';
  return picocolors.createColors(!NO_COLOR && (isForced || isTTY));
}
