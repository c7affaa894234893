import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

const VERSION = 1;
/** Lines that are written in one turn of the event loop. More of them would delay callbacks. */
const LINES_PER_WRITE = 500;

/** The lines of a snapshot, and when it was taken. */
export interface SnapshotContent {
  readonly at: Date;
  readonly lines: readonly string[];
}

/** The file is not a snapshot, has another version, or is damaged. */
export class BrokenSnapshotError extends Error {
  override readonly name = 'BrokenSnapshotError';
}

/**
 * Writes all lines to a file, or leaves the file as it was: it writes a draft and renames it.
 *
 * @param lines texts without line breaks
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
  let batch = [JSON.stringify({ version: VERSION, at })];
  let checksum = 0;
  let count = 0;
  const flush = async (): Promise<void> => {
    const text = `${batch.join('\n')}\n`;
    batch = [];
    checksum = crc32(text, checksum);
    await file.appendFile(text);
  };
  for (const line of lines) {
    count++;
    if (batch.push(line) >= LINES_PER_WRITE) await flush();
  }
  if (batch.length > 0) await flush();
  await file.appendFile(`${JSON.stringify({ count, checksum })}\n`);
}

/**
 * Reads a snapshot.
 *
 * @returns undefined if there is no file
 * @throws BrokenSnapshotError if the file is damaged or has another version
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
    throw new BrokenSnapshotError('the file is damaged');
  }
  if (version !== VERSION) throw new BrokenSnapshotError('the file has another version');
  return { at: new Date(at as string), lines };
}

function objectOf(line: string | undefined): Record<string, unknown> {
  try {
    return (JSON.parse(line ?? '') ?? {}) as Record<string, unknown>;
  } catch {
    throw new BrokenSnapshotError('the file is damaged');
  }
}
