import { Injectable } from '@nestjs/common';
import type { KeywordLists } from '../keywords/keyword-lists.js';
import { MuteRegistry } from '../mutes/mute-registry.js';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import type { EvaluationResult } from './engine/evaluation.js';
import { HitCounter } from './hit-counter.js';
import { PendingMasks } from './pending-masks.js';

/** What an evaluation does besides its verdict: it masks, mutes, and counts the rules that matched. */
@Injectable()
export class RuleEffects {
  constructor(
    private readonly masks: PendingMasks,
    private readonly mutes: MuteRegistry,
    private readonly hits: HitCounter,
  ) {}

  apply(event: CallbackEvent, { mask, mute, findings }: EvaluationResult, keywords: KeywordLists): void {
    this.mask(event, mask, keywords);
    if (mute) this.#mute(event, mute);
    if (findings.hits) this.hits.saw(findings.hits);
  }

  /** Leaves a mask for `MaskEnricher`. */
  mask(event: CallbackEvent, mask: EvaluationResult['mask'], keywords: KeywordLists): void {
    if (mask) this.masks.remember(event, { ...mask, keywords });
  }

  #mute(
    { appId, memberId }: CallbackEvent,
    { seconds, code, info }: NonNullable<EvaluationResult['mute']>,
  ): void {
    if (memberId === null) return;
    const until = new Date(Date.now() + seconds * 1_000);
    this.mutes.impose({ appId, userId: memberId, conversationId: '', until, code, info });
  }
}
