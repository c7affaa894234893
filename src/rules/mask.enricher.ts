import { Injectable } from '@nestjs/common';
import { CallbackTable } from '../pipeline/callback-table.service.js';
import type { Enrichment, MessageEnricher } from '../pipeline/message-enricher.js';
import type { MessageEvent } from '../pipeline/message-event.js';
import { coveredText } from './engine/covered-text.js';
import { type Mask, MaskedLists } from './masked-lists.service.js';

/** Covers the words that a rule with the action `mask` found. */
@Injectable()
export class MaskEnricher implements MessageEnricher {
  readonly name = 'mask';

  constructor(
    private readonly masked: MaskedLists,
    private readonly table: CallbackTable,
  ) {}

  wants(event: MessageEvent): boolean {
    return this.masked.of(event) !== undefined;
  }

  enrich(event: MessageEvent): Enrichment | undefined {
    return this.enrichWithin(event);
  }

  enrichWithin(event: MessageEvent): Enrichment | undefined {
    const found = this.masked.of(event);
    return found && this.#cover(event, found);
  }

  /** A word that has to be covered is covered, however late it is. */
  enrichWithoutTime(event: MessageEvent): Enrichment | undefined {
    return this.enrich(event);
  }

  #cover(event: MessageEvent, found: Mask): Enrichment {
    const platform = [...this.table.platforms].find(({ name }) => name === event.platform);
    if (!platform?.withTexts) return { note: `${event.platform} has no texts that could be covered` };
    const cover = (text: string): string => coveredText(text, found);
    return { elements: event.elements.map((element) => platform.withTexts!(element, cover)) };
  }
}
