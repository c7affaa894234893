import { isDeepStrictEqual } from 'node:util';
import type { KeywordLists } from '../../keywords/keyword-lists.js';
import { maskText } from '../../rules/engine/mask-text.js';
import type { EvaluationResult } from '../../rules/engine/evaluation.js';
import { MessageFacts } from '../../rules/engine/message-facts.js';
import { vendorFactsByName } from '../../rules/engine/vendor-facts.js';
import { openimFacts } from '../../openim/openim-facts.js';
import { tencentFacts } from '../../tencent/tencent-facts.js';
import { NodeRates } from '../../rules/engine/node-rates.js';
import type { RuleSet } from '../../rules/engine/rule-set.js';
import type { CaseDto, CaseMessageDto, ExpectationDto, StepDto } from './case.dto.js';
import { eventOf } from './case-event.js';

/** When a message without `at` comes: the same moment on every machine and every day. */
const USUAL_MOMENT = Date.parse('2026-01-01T12:00:00Z');

const VENDORS = vendorFactsByName([tencentFacts, openimFacts]);

/** What was found instead of what was expected. */
export interface Difference {
  /** Of a case with steps: which one, and which of its repetitions, each from 1. */
  readonly step?: number;
  readonly time?: number;
  readonly member: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** What came of a case. */
export interface CaseResult {
  readonly differences: readonly Difference[];
  /** Rules that failed while they were asked. */
  readonly failures: readonly string[];
}

/** Sends the messages of a case through the rules, one after another; nobody else sends any. */
export async function runCase(
  { message, expect, steps }: CaseDto,
  rules: RuleSet,
  keywords: KeywordLists,
): Promise<CaseResult> {
  const rates = new NodeRates();
  const differences: Difference[] = [];
  const failures = new Set<string>();
  let now = momentOf(message) ?? USUAL_MOMENT;
  for (const [index, step] of (steps ?? [{ expect } as StepDto]).entries()) {
    const sent = { ...message, ...step.message };
    for (let time = 1; time <= (step.times ?? 1); time++) {
      now = (time === 1 ? momentOf(step.message) : undefined) ?? now + (step.after ?? 0) * 1_000;
      const facts = new MessageFacts(
        eventOf(sent),
        { level: sent.level ?? '', strikes: sent.strikes ?? 0 },
        now,
        { keywords, rates, vendors: VENDORS },
      );
      const judgement = await rules.evaluate(facts);
      for (const failure of judgement.findings.failures ?? []) failures.add(failure);
      const found = findingsOf(judgement, facts.event.text, keywords);
      const place = steps && { step: index + 1, time };
      differences.push(...differencesFrom(step.expect ?? {}, found).map((one) => ({ ...place, ...one })));
    }
  }
  return { differences, failures: [...failures] };
}

type Found = { readonly [Member in keyof Required<ExpectationDto>]: unknown };

function findingsOf(
  { verdict, mask: cover, mute, findings }: EvaluationResult,
  text: string,
  keywords: KeywordLists,
): Found {
  const isReject = verdict?.kind === 'reject';
  return {
    verdict: verdict?.kind ?? 'allow',
    code: isReject ? verdict.code : null,
    info: isReject ? verdict.info : null,
    rule: findings.rule ?? null,
    hits: findings.hits ?? [],
    reviews: findings.reviews ?? [],
    mutedFor: mute?.seconds ?? null,
    delivered:
      verdict && verdict.kind !== 'allow' ? null : cover ? maskText(text, { ...cover, keywords }) : text,
  };
}

function differencesFrom(expected: ExpectationDto, found: Found): Omit<Difference, 'step' | 'time'>[] {
  return (Object.keys(found) as (keyof Found)[])
    .filter((member) => expected[member] !== undefined)
    .filter((member) => !isDeepStrictEqual(inAnyOrder(expected[member]), inAnyOrder(found[member])))
    .map((member) => ({ member, expected: expected[member], found: found[member] }));
}

function inAnyOrder(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as string[])].sort() : value;
}

function momentOf(message: CaseMessageDto | undefined): number | undefined {
  return message?.at === undefined ? undefined : Date.parse(message.at);
}
