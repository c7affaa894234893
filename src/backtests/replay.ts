import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { adaptVerdict, type PlatformRange } from '../pipeline/commands/adapt-verdict.js';
import type { CommandCapabilities } from '../pipeline/commands/command.js';
import { KeywordLists } from '../keywords/keyword-lists.js';
import { MessageFacts, type Observations, type SenderFacts } from '../rules/engine/message-facts.js';
import { vendorFactsByName } from '../rules/engine/vendor-facts.js';
import { openimFacts } from '../openim/openim-facts.js';
import { tencentFacts } from '../tencent/tencent-facts.js';
import { NodeRates } from '../rules/engine/node-rates.js';
import { RuleSet, type RuleSurroundings } from '../rules/engine/rule-set.js';
import type { BacktestReport, ShortVerdict } from './backtest-report.js';
import type { BacktestScope, Candidate } from './backtest.js';
import { replayedEvent } from './replayed-event.js';
import { memberOf, storedLabels, storedLevels, storedLists, storedStrikes } from './stored-facts.js';
import { countMessages, type StoredMessage, storedMessages } from './stored-messages.js';
import { BacktestAccumulator } from './backtest-accumulator.js';

/** Faster is not wanted: callbacks are answered by the same machine, and records stored by the same PostgreSQL. */
const MOST_PER_SECOND = 6_000;
const NS_PER_MS = 1e6;
const UNKNOWN_PLATFORM: PlatformRange = { name: '', codeRanges: {}, plainRejectionCode: 1, canDiscard: true };
/** A thread cannot be given functions: these are the vendors that it knows. */
const VENDORS = vendorFactsByName([tencentFacts, openimFacts]);

/** What of a platform a replay has to know; can be posted to a thread. */
export interface ReplayPlatform extends PlatformRange {
  readonly messageMember: string | null;
}

export interface ReplayOrder {
  readonly candidate: Candidate;
  readonly scope: BacktestScope;
  readonly surroundings: RuleSurroundings;
  readonly platforms: readonly ReplayPlatform[];
  /** What answers to commands can say, where that is not what the platform's can; by platform and command. */
  readonly commands: ReadonlyMap<string, CommandCapabilities>;
}

/**
 * Judges stored messages again, oldest first, by the clock that they were received at.
 *
 * Where rules had been told something beside the message, like how often its sender had sent, they are told it again;
 * what nobody had asked then is counted along the way, and levels are today's.
 *
 * @param client connected, the replay's own
 * @param onProgress called after each page
 */
export async function replay(
  client: Client,
  { candidate, scope, surroundings, platforms, commands }: ReplayOrder,
  onProgress: (done: number, total: number) => void,
): Promise<BacktestReport> {
  const total = await countMessages(client, scope);
  onProgress(0, total);
  const keywords = await KeywordLists.build(await storedLists(client, candidate.lists));
  const lists = new Set(Object.keys(candidate.lists));
  const rules = await RuleSet.compile(candidate.rules, { ...surroundings, lists }, candidate.version ?? 0);
  const labels = await storedLabels(client, scope);
  const strikesThen = rules.usesStrikes ? await storedStrikes(client) : () => 0;
  const rates = new NodeRates();
  const members = Object.fromEntries(platforms.map(({ name, messageMember }) => [name, messageMember]));
  const tally = new BacktestAccumulator(candidate.rules);
  const startedAt = performance.now();
  let pageAt = startedAt;

  for await (const page of storedMessages(client, scope, rules.usesElements)) {
    const levelNow = rules.usesLevel ? await storedLevels(client, page) : () => '';
    for (const message of page) {
      if (!isComparable(message)) {
        tally.skip();
        continue;
      }
      const observed = observedOf(message);
      const sender: SenderFacts = {
        level: observed.level === undefined ? levelNow(message) : observed.level,
        strikes: observed.strikes ?? strikesThen(message.appId, memberOf(message), message.receivedMs),
      };
      const event = replayedEvent(message, members);
      const sources = { keywords, rates, vendors: VENDORS, counts: observed.counts };
      const before = performance.now();
      const facts = new MessageFacts(event, sender, observed.at ?? message.receivedMs, sources);
      const { verdict, findings } = await rules.evaluate(facts);
      const tookNs = (performance.now() - before) * NS_PER_MS;
      const was: ShortVerdict = { verdict: message.verdict, code: message.code, rule: message.rule };
      const platform = platforms.find(({ name }) => name === message.platform) ?? UNKNOWN_PLATFORM;
      const conformed =
        verdict &&
        adaptVerdict(verdict, event, platform, commands.get(commandKey(message.platform, message.command)))
          .verdict;
      const now: ShortVerdict = conformed
        ? {
            verdict: conformed.kind,
            code: conformed.kind === 'reject' ? conformed.code : null,
            rule: findings.rule ?? null,
          }
        : withoutRules(message, was);
      tally.add({ message, findings, was, now, tookNs, label: labels.get(message.id) });
    }
    onProgress(tally.messages, total);
    const now = performance.now();
    const aheadMs = (tally.messages / MOST_PER_SECOND) * 1_000 - (now - startedAt);
    // At the beginning, and on a slow machine, it would else never rest.
    await sleep(Math.max(aheadMs, now - pageAt));
    pageAt = performance.now();
  }
  return tally.report();
}

/** Under which a command is found among those of all platforms. */
export function commandKey(platform: string, command: string): string {
  return `${platform}\n${command}`;
}

/** Tells whether the rules were asked about a message, or would have been had there been any. */
function isComparable({ ruleSetVersion, ruleHits, decidedBy }: StoredMessage): boolean {
  if (decidedBy === 'failure-policy') return false;
  const isGivenAgain = ruleSetVersion === null && ruleHits !== null;
  return ruleSetVersion !== null || (decidedBy === 'default' && !isGivenAgain);
}

/** What the other policies said, or would say most likely where rules had spoken before them. */
function withoutRules({ decidedBy }: StoredMessage, was: ShortVerdict): ShortVerdict {
  return decidedBy === 'rules' ? { verdict: 'allow', code: null, rule: null } : was;
}

function observedOf({ observed }: StoredMessage): Observations {
  return observed === null ? {} : (JSON.parse(observed) as Observations);
}
