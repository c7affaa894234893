import type { CallbackPlatform } from './callback-platform.js';
import type { CommandCapabilities } from './command.js';
import type { CallbackEvent } from '../callback-event.js';
import { allow, reject, type RejectedTarget, type Verdict } from '../verdict.js';

/** A verdict that the vendor can carry out; `note` describes the change, for the record. */
interface AdaptedVerdict {
  readonly verdict: Verdict;
  readonly note?: string;
}

/** The parts of an event that a verdict on it depends on. */
type JudgedEvent = Pick<CallbackEvent, 'family'> & Partial<Pick<CallbackEvent, 'kind' | 'targets'>>;

/** The parts of a platform that say which verdicts it can carry out. */
export type PlatformRange = Pick<
  CallbackPlatform,
  'name' | 'codeRanges' | 'plainRejectionCode' | 'canDiscard' | 'cannotReject'
>;

/**
 * Turns a verdict into one that the vendor can carry out. A code outside the command's range becomes the plain
 * rejection, and so does a discard if the vendor cannot discard. Rejected targets become a reject of the whole action
 * if the reply cannot name them.
 */
export function adaptVerdict(
  verdict: Verdict,
  event: JudgedEvent,
  platform: PlatformRange,
  command: CommandCapabilities = {},
): AdaptedVerdict {
  const adapted = adapt(verdict, event, platform, command);
  if (adapted.verdict.kind !== 'reject' || platform.cannotReject === undefined) return adapted;
  return { verdict: adapted.verdict, note: join([adapted.note, platform.cannotReject]) };
}

function adapt(
  verdict: Verdict,
  event: JudgedEvent,
  platform: PlatformRange,
  command: CommandCapabilities,
): AdaptedVerdict {
  if (verdict.kind === 'allow') {
    return verdict.except ? adaptTargets(verdict.except, event, platform, command) : { verdict };
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
  const { code, note } = adaptCode(verdict.code, event, platform, command);
  return { verdict: code === verdict.code ? verdict : reject(code, verdict.info), ...(note && { note }) };
}

function adaptTargets(
  except: readonly RejectedTarget[],
  event: JudgedEvent,
  platform: PlatformRange,
  command: CommandCapabilities,
): AdaptedVerdict {
  const [first] = except;
  if (!first) return { verdict: allow() };
  if (event.kind !== 'action' || !command.rejectsTargets) {
    const { verdict, note } = adapt(reject(first.code, first.info), event, platform, command);
    return { verdict, note: join(['single targets cannot be refused here: answered as a reject', note]) };
  }
  const targets = new Set(event.targets);
  const notes: (string | undefined)[] = [];
  const kept = new Map<string, RejectedTarget>();
  let strangers = 0;
  for (const target of except) {
    if (!targets.has(target.userId)) strangers++;
    else if (!kept.has(target.userId)) {
      const { code, note } = adaptCode(target.code, event, platform, command);
      if (note && !notes.includes(note)) notes.push(note);
      kept.set(target.userId, { ...target, code });
    }
  }
  if (strangers > 0)
    notes.push(`${strangers} of the rejected targets are not targets of this action: left out`);
  const note = join(notes);
  if (command.rejectsTargets === 'some' && kept.size > 0 && kept.size === targets.size) {
    const [only] = kept.values();
    return {
      verdict: reject(only!.code, only!.info),
      note: join(['no target is left: answered as a reject', note]),
    };
  }
  const verdict: Verdict = kept.size > 0 ? { kind: 'allow', except: [...kept.values()] } : allow();
  return { verdict, ...(note && { note }) };
}

function adaptCode(
  code: number | null,
  { family }: JudgedEvent,
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

function plainOf({ plainRejectionCode }: PlatformRange, command: CommandCapabilities): number {
  return command.plainRejectionCode ?? plainRejectionCode;
}

function join(notes: readonly (string | undefined)[]): string | undefined {
  return notes.filter((note) => note !== undefined).join('; ') || undefined;
}
