import type { Command } from 'commander';
import { setTimeout as wait } from 'node:timers/promises';
import type { AdminClient } from './admin-client.js';
import { ApiProblem, Unreachable } from './api-problem.js';
import { positiveNumber } from './option-values.js';
import { messageJson, messageLine } from './message-line.js';
import { type TailPage, MessageTail, type TailedMessage } from './message-tail.js';
import { clientOf, forServer, type ServerOptions } from './server-options.js';
import { note, print } from './terminal.js';

const POLL_MS = 500;
/** The most that a page has. */
const PAGE = 1_000;
const TOO_MANY = 429;
const INTERNAL = 500;

interface TailOptions extends ServerOptions {
  readonly app?: string;
  readonly family?: string;
  readonly verdict?: string;
  readonly sender?: string;
  readonly conversation?: string;
  readonly text?: boolean;
  readonly json?: boolean;
  readonly last?: number;
  readonly overlap: number;
}

export function addTail(presend: Command): void {
  forServer(presend.command('tail'))
    .description('Shows decisions as they are made, a line each, until Ctrl-C.')
    .option('--app <id>', 'a SdkAppid, or openim')
    .option('--family <family>', 'group, live-room, official-account, openim')
    .option('--verdict <verdict>', 'allow, reject or discard')
    .option('--sender <id>', 'who sends')
    .option('--conversation <id>', 'group, room, official account or peer')
    .option('--text', 'with what people wrote')
    .option('--json', 'a JSON text a line')
    .option('--last <number>', 'begins with so many of those that are there', positiveNumber)
    .option('--overlap <seconds>', 'by how much a record may come late', positiveNumber, 5)
    .addHelpText(
      'after',
      `
A line: time, family, conversation, sender, verdict, code, rule, milliseconds.

Examples:
  $ presend tail --family live-room --verdict reject
  $ presend tail --json | jq .rule`,
    )
    .action(tail);
}

async function tail(options: TailOptions): Promise<void> {
  const client = await clientOf(options);
  const following = new MessageTail(pagesOf(client, options), options.overlap * 1_000);
  const show = (messages: readonly TailedMessage[]): void => {
    for (const message of messages)
      print(options.json ? messageJson(message, !!options.text) : messageLine(message, !!options.text));
  };
  show(await following.begin(options.last ?? 0));
  note(`Waiting for what ${client.url} decides; Ctrl-C ends it.`);
  let isAway = false;
  for (;;) {
    await wait(POLL_MS);
    try {
      const messages = await following.poll();
      if (isAway) note(`${client.url} answers again.`);
      isAway = false;
      show(messages);
    } catch (error) {
      if (!isPassing(error)) throw error;
      following.failed();
      if (!isAway) note(`${(error as Error).message}\nTrying again, again and again.`);
      isAway = true;
    }
  }
}

function pagesOf(
  client: AdminClient,
  { app, family, verdict, sender, conversation }: TailOptions,
): (from: string | undefined, cursor: string | undefined) => Promise<TailPage> {
  return async (from, cursor) => {
    const query = { app, family, verdict, sender, conversation, from, cursor, limit: PAGE };
    const { body, headers } = await client.call<Omit<TailPage, 'now'>>('GET', 'messages', { query });
    // In whole seconds, rounded down: it is looked a little further back.
    return { ...body, now: Date.parse(headers.get('date') ?? '') || Date.now() };
  };
}

/** Whether another try may go better. */
function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return error instanceof ApiProblem && (error.status >= INTERNAL || error.status === TOO_MANY);
}
