import type { Command } from 'commander';
import { CommandFault, EXIT } from '../command-fault.js';
import { type Explanation, explanationText } from './explanation.js';
import { instantOption, positiveNumber } from '../option-values.js';
import { clientOf, forServer, type ServerOptions } from '../server-options.js';
import { print } from '../terminal.js';
import { YamlFile } from './yaml-file.js';

/** The members of a message, as options. */
const MEMBERS = [
  'text',
  'app',
  'family',
  'conversation',
  'conversationType',
  'sender',
  'operator',
  'clientPlatform',
  'customData',
  'level',
  'at',
] as const;

interface ExplainOptions extends ServerOptions, Partial<Record<(typeof MEMBERS)[number], string>> {
  readonly file?: string;
  readonly version?: number;
  readonly json?: boolean;
}

export function addExplain(presend: Command): void {
  forServer(presend.command('explain'))
    .description('Tells what the rules of the newest version would do with a message, and why.')
    .option('--text <text>', 'what the message says')
    .option('--file <file>', 'a JSON or YAML file with the message; options change members of it')
    .option('--app <id>', 'a SdkAppid, or openim')
    .option('--family <family>', 'group, live-room, official-account, openim')
    .option('--conversation <id>', 'group, room, official account or peer')
    .option('--conversation-type <type>', "the vendor's word: Public, AVChatRoom, …")
    .option('--sender <id>', 'who sends')
    .option('--operator <id>', 'who makes the request')
    .option('--client-platform <name>', 'iOS, Android, Web, RESTAPI, …')
    .option('--custom-data <text>', 'what travels with the message')
    .option('--level <level>', "the sender's level")
    .option('--at <time>', 'when it is sent; left out: now', instantOption)
    .option('--version <number>', 'another version', positiveNumber)
    .option('--json', 'the answer as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ presend explain --family live-room --level LV1 --text 'come to my casino'
  $ presend explain --file message.json --version 12`,
    )
    .action(explain);
}

async function explain(options: ExplainOptions): Promise<void> {
  const message = await messageOf(options);
  const client = await clientOf(options);
  const { body } = await client.call<Explanation>('POST', 'rules:explain', {
    json: { message, version: options.version },
  });
  print(options.json ? JSON.stringify(body, null, 2) : explanationText(body));
}

async function messageOf(options: ExplainOptions): Promise<Record<string, unknown>> {
  const given = Object.fromEntries(
    MEMBERS.map((name) => [name, options[name]] as const).filter(([, value]) => value !== undefined),
  );
  const { clientPlatform, ...message } = { ...(await messageIn(options.file)), ...given };
  if (message['text'] === undefined)
    throw new CommandFault('Say what the message is: --text, or --file with a text in it.', EXIT.usage);
  // The API's word for it.
  return clientPlatform === undefined ? message : { ...message, platform: clientPlatform };
}

async function messageIn(path: string | undefined): Promise<Record<string, unknown>> {
  if (path === undefined) return {};
  const { content } = await YamlFile.read(path);
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new CommandFault(`${path} holds no message: it is written { "text": "…", "sender": "…" }.`);
  return content as Record<string, unknown>;
}
