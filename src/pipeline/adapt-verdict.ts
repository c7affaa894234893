import type { CallbackPlatform } from './callback-platform.js';
import type { CallbackHandlerOptions } from './callback-route.js';
import type { CallbackEvent } from './callback-event.js';
import { allow, reject, type RefusedTarget, type Verdict } from './verdict.js';

/** A verdict, and in `note` what was changed of it, for the record. */
interface AdaptedVerdict {
  readonly verdict: Verdict;
  readonly note?: string;
}

/** What it is a verdict on. */
type Judged = Pick<CallbackEvent, 'family' | 'kind' | 'targets'>;

/** What the command's answer can say. */
export type CommandCapabilities = Pick<
  CallbackHandlerOptions,
  'codes' | 'plainRefusalCode' | 'refusesTargets'
>;

/** What of a platform says which verdicts it can carry out. */
export type PlatformRange = Pick<
  CallbackPlatform,
  'name' | 'codeRanges' | 'plainRefusalCode' | 'canDiscard' | 'cannotReject'
>;

/**
 * Turns a verdict into one that the vendor can carry out: codes outside the command's range become the plain
 * refusal, and so does a discard where there is none; refused targets become a reject of it all where the answer
 * cannot name them.
 */
export function adaptVerdict(
  verdict: Verdict,
  event: Judged,
  platform: PlatformRange,
  command: CommandCapabilities = {},
): AdaptedVerdict {
  const conformed = conformAnswerable(verdict, event, platform, command);
  if (conformed.verdict.kind !== 'reject' || platform.cannotReject === undefined) return conformed;
  return { verdict: conformed.verdict, note: join([conformed.note, platform.cannotReject]) };
}

function conformAnswerable(
  verdict: Verdict,
  event: Judged,
  platform: PlatformRange,
  command: CommandCapabilities,
): AdaptedVerdict {
  if (verdict.kind === 'allow') {
    return verdict.except ? conformTargets(verdict.except, event, platform, command) : { verdict };
  }
  if (verdict.kind === 'discard') {
    if (platform.canDiscard && event.kind !== 'action') return { verdict };
    return {
      verdict: reject(plainOf(platform, command)),
      note:
        event.kind === 'action'
          ? 'an action cannot be discarded: answered as a reject'
          : `${platform.name} cannot discard silently: answered as a reject`,
    };
  }
  const { code, note } = conformCode(verdict.code, event, platform, command);
  return { verdict: code === verdict.code ? verdict : reject(code, verdict.info), ...(note && { note }) };
}

function conformTargets(
  except: readonly RefusedTarget[],
  event: Judged,
  platform: PlatformRange,
  command: CommandCapabilities,
): AdaptedVerdict {
  const [first] = except;
  if (!first) return { verdict: allow() };
  if (event.kind !== 'action' || !command.refusesTargets) {
    const { verdict, note } = conformAnswerable(reject(first.code, first.info), event, platform, command);
    return { verdict, note: join(['single targets cannot be refused here: answered as a reject', note]) };
  }
  const targets = new Set(event.targets);
  const notes: (string | undefined)[] = [];
  const kept = new Map<string, RefusedTarget>();
  let strangers = 0;
  for (const target of except) {
    if (!targets.has(target.userId)) strangers++;
    else if (!kept.has(target.userId)) {
      const { code, note } = conformCode(target.code, event, platform, command);
      if (note && !notes.includes(note)) notes.push(note);
      kept.set(target.userId, { ...target, code });
    }
  }
  if (strangers > 0) notes.push(`${strangers} of the refused targets are none of this action: left out`);
  const note = join(notes);
  if (command.refusesTargets === 'some' && kept.size > 0 && kept.size === targets.size) {
    const [only] = kept.values();
    return {
      verdict: reject(only!.code, only!.info),
      note: join(['no target is left: answered as a reject', note]),
    };
  }
  const verdict: Verdict = kept.size > 0 ? { kind: 'allow', except: [...kept.values()] } : allow();
  return { verdict, ...(note && { note }) };
}

function conformCode(
  code: number | null,
  { family }: Judged,
  platform: PlatformRange,
  command: CommandCapabilities,
): { code: number; note?: string } {
  const plain = plainOf(platform, command);
  if (code === null || code === plain) return { code: plain };
  const range = command.codes === undefined ? platform.codeRanges[family] : command.codes;
  if (range && code >= range[0] && code <= range[1]) return { code };
  const whose = command.codes === undefined ? family : 'this command';
  const outside = range ? `outside ${range[0]}–${range[1]} of ${whose}` : `not one that ${whose} passes on`;
  return { code: plain, note: `code ${code} is ${outside}: answered as ${plain}` };
}

function plainOf({ plainRefusalCode }: PlatformRange, command: CommandCapabilities): number {
  return command.plainRefusalCode ?? plainRefusalCode;
}

function join(notes: readonly (string | undefined)[]): string | undefined {
  return notes.filter((note) => note !== undefined).join('; ') || undefined;
}
