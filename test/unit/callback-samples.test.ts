import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findCommand, OPENIM_COMMANDS } from '../../src/openim/commands/openim-commands.js';
import { CALLBACK_SAMPLES, callbackOf, type SampleCommand } from '../../src/testing/index.js';
import { COMMANDS } from '../golden/commands.js';

const golden = fileURLToPath(new URL('../golden/', import.meta.url));
const ALL = [...COMMANDS, ...OPENIM_COMMANDS.map(({ command }) => command)];
const SAMPLES = Object.keys(CALLBACK_SAMPLES) as SampleCommand[];

it.each(ALL)('%s has a sample', (command) => {
  expect(Object.keys(CALLBACK_SAMPLES)).toContain(command);
});

it('there is no sample of a command that no vendor has', () => {
  expect([...SAMPLES].sort()).toEqual([...ALL].sort());
});

/** The members of the requests in a command's golden cases, which are the vendor's documentation. */
function goldenMembers(command: string): Set<string> {
  const members = new Set<string>();
  for (const file of readdirSync(golden + command)) {
    const { request } = JSON.parse(readFileSync(`${golden}${command}/${file}`, 'utf8')) as {
      request: { body?: unknown };
    };
    addMembers(request.body, members);
  }
  return members;
}

function addMembers(value: unknown, members: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) members.add(name);
    addMembers(inner, members);
  }
}

it.each(SAMPLES)('%s: a sample has members of its vendor alone, at any depth', (command) => {
  const known = goldenMembers(command);
  for (const name of Object.keys(findCommand(command)?.request ?? {})) known.add(name);
  const members = new Set<string>();
  addMembers(callbackOf(command).body, members);
  expect([...members].filter((name) => !known.has(name))).toEqual([]);
});

it.each(SAMPLES)('%s: two of them differ, so that none is a repeat', (command) => {
  const { kind, body } = CALLBACK_SAMPLES[command];
  // OpenIM names no action and, of the notices, only some: nothing there counts as a repeat.
  const isNamed = 'EventTime' in body() || 'Events' in body() || 'MsgID' in body() || 'serverMsgID' in body();
  if (isNamed || kind === 'message') expect(callbackOf(command).body).not.toEqual(callbackOf(command).body);
});

it('tells of each sample what its name says: whether the vendor asks or tells', () => {
  for (const command of SAMPLES) {
    const { kind, platform } = CALLBACK_SAMPLES[command];
    const asks = platform === 'tencent' ? /Before|Prev/.test(command) : /Before|WordFilter/.test(command);
    const isNotice = !asks || command === 'callbackBeforeAfterMsgCommand';
    expect([command, kind === 'notice']).toEqual([command, isNotice]);
  }
});
