import type { Command } from 'commander';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ApiProblem } from '../api-problem.js';
import { CommandFault } from '../command-fault.js';
import { isCsv } from './keyword-format.js';
import { FaultyFiles } from './place.js';
import { Progress } from '../progress.js';
import { clientOf, forServer, type ServerOptions } from '../server-options.js';
import { note, print } from '../terminal.js';

const CHUNK = 256 * 1024;
const MEBIBYTE = 1024 * 1024;
/** What the server takes at a time. */
const MOST_BYTES = 64 * MEBIBYTE;

interface ImportOptions extends ServerOptions {
  readonly reason?: string;
  readonly pinyin?: boolean;
}

interface Imported {
  readonly version: number;
  readonly active: boolean;
  readonly entries: number;
}

export function addKeywordsImport(keywords: Command): void {
  forServer(keywords.command('import'))
    .description('Replaces a keyword list, or makes it: all entries, or where a line is wrong none.')
    .argument('<list>', 'the name of the list')
    .argument('<file>', 'a word a line, or NDJSON; a .csv has a header: text, kind, category, severity')
    .option('--reason <text>', 'why; stands in the version and in the audit log')
    .option('--pinyin', 'Chinese words are found in Latin letters too')
    .addHelpText(
      'after',
      `
Examples:
  $ presend keywords import gambling words.txt --reason 'from the police'
  $ presend keywords import gambling words.csv --pinyin`,
    )
    .action(importList);
}

async function importList(list: string, file: string, options: ImportOptions): Promise<void> {
  const size = await sizeOf(file);
  const client = await clientOf(options);
  const progress = new Progress('Sending', 'KiB');
  try {
    const { body } = await client.call<Imported>('PUT', `keyword-lists/${encodeURIComponent(list)}/entries`, {
      query: { reason: options.reason, pinyin: options.pinyin },
      headers: { 'content-type': isCsv(file) ? 'text/csv' : 'application/x-ndjson' },
      stream: Readable.toWeb(
        Readable.from(piecesOf(file, size, progress), { objectMode: false }),
      ) as ReadableStream,
    });
    progress.end();
    print(
      `${body.entries} entries in '${list}': version ${body.version}${body.active ? ' is in force' : ''}.`,
    );
    if (!body.active)
      note('It is not in force: where RULES_NEED_APPROVAL is set, another key approves it first.');
  } catch (error) {
    progress.end();
    throw placed(error, file);
  }
}

async function* piecesOf(file: string, size: number, progress: Progress): AsyncGenerator<Buffer> {
  let sent = 0;
  for await (const piece of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    yield piece;
    sent += piece.length;
    progress.update(Math.ceil(sent / 1024), Math.ceil(size / 1024));
  }
}

async function sizeOf(file: string): Promise<number> {
  let size: number;
  try {
    size = (await stat(file)).size;
  } catch (error) {
    throw new CommandFault(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  if (size > MOST_BYTES)
    throw new CommandFault(
      `${file} has ${Math.ceil(size / MEBIBYTE)} MiB: a list is sent at once, and has at most ${MOST_BYTES / MEBIBYTE}.`,
    );
  return size;
}

/** With the lines of the file that the server named. */
function placed(error: unknown, file: string): unknown {
  if (!(error instanceof ApiProblem) || error.faults.length === 0) return error;
  if (error.faults.some(({ line }) => line === undefined)) return error;
  return new FaultyFiles(
    error.faults.map(({ line, column = 1, detail }) => ({ place: { file, line: line!, column }, detail })),
    `${error.title} (${error.status}): ${error.detail ?? ''}`,
  );
}
