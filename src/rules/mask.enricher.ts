import { Injectable } from '@nestjs/common';
import { CommandTable } from '../pipeline/commands/command-table.js';
import type { Enrichment, MessageEnricher } from '../pipeline/extensions/message-enricher.js';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import { type Mask, maskText } from './engine/mask-text.js';
import { PendingMasks } from './pending-masks.js';

/** Masks the words that a rule with the action `mask` found. */
@Injectable()
export class MaskEnricher implements MessageEnricher {
  readonly name = 'mask';
  readonly isQuick = true;

  constructor(
    private readonly masked: PendingMasks,
    private readonly table: CommandTable,
  ) {}

  wants(event: CallbackEvent): boolean {
    return this.masked.of(event) !== undefined;
  }

  enrich(event: CallbackEvent): Enrichment | undefined {
    const found = this.masked.of(event);
    return found && this.#mask(event, found);
  }

  /** However little time there is, the words are masked. */
  sanitize(event: CallbackEvent): Enrichment | undefined {
    return this.enrich(event);
  }

  #mask(event: CallbackEvent, found: Mask): Enrichment {
    const platform = this.table.platformNamed(event.platform);
    if (!platform?.mapTexts) return { note: `${event.platform} has no texts that could be masked` };
    const change = (text: string): string => maskText(text, found);
    return { elements: event.elements.map((element) => platform.mapTexts!(element, change)) };
  }
}
