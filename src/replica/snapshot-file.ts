import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

const VERSION = 1;
/** Lines that are made and written in one go: what takes longer is felt by callbacks. */
const SLICE = 500;

/** What a snapshot holds, and when it was taken. */
export interface SnapshotContent {
  readonly at: Date;
  readonly lines: readonly string[];
}

/** The file is none of ours, of another version, or torn. */
export class BrokenSnapshotError extends Error {
  override readonly name = 'BrokenSnapshotError';
}

/**
 * Writes lines to a file, all of them or none: under another name first, then renamed.
 *
 * @param lines each a text without line breaks
 */
export async function writeSnapshot(path: string, lines: Iterable<string>, at = new Date()): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await writeAll(file, lines, at);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

async function writeAll(file: FileHandle, lines: Iterable<string>, at: Date): Promise<void> {
  let slice = [JSON.stringify({ version: VERSION, at })];
  let checksum = 0;
  let count = 0;
  const flush = async (): Promise<void> => {
    const text = `${slice.join('\n')}\n`;
    slice = [];
    checksum = crc32(text, checksum);
    await file.appendFile(text);
  };
  for (const line of lines) {
    count++;
    if (slice.push(line) >= SLICE) await flush();
  }
  if (slice.length > 0) await flush();
  await file.appendFile(`${JSON.stringify({ count, checksum })}\n`);
}

/**
 * Reads a snapshot.
 *
 * @returns undefined where there is none
 * @throws BrokenSnapshotError
 */
export async function readSnapshot(path: string): Promise<SnapshotContent | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const [head, ...lines] = text.slice(0, Math.max(0, end - 1)).split('\n');
  const { version, at } = objectOf(head);
  const { count, checksum } = objectOf(text.slice(end));
  if (!text.endsWith('\n') || checksum !== crc32(text.slice(0, end)) || count !== lines.length) {
    throw new BrokenSnapshotError('it is torn or was changed');
  }
  if (version !== VERSION) throw new BrokenSnapshotError('it is of another version');
  return { at: new Date(at as string), lines };
}

function objectOf(line: string | undefined): Record<string, unknown> {
  try {
    return (JSON.parse(line ?? '') ?? {}) as Record<string, unknown>;
  } catch {
    throw new BrokenSnapshotError('it is torn or was changed');
  }
}
