import { Injectable } from '@nestjs/common';
import { type CallbackEvent, type DecisionPolicy, discard, type ExtensionContext, reject } from 'presend';

/** What the provider answers. */
interface Judgement {
  readonly label: 'fine' | 'insult' | 'advertisement';
}

/** Less than the deadline of all policies, so that those after this one still have time. */
const MOST_MS = 300;
/** The provider reads no more of a text. */
const MOST_TEXT = 4_000;

/** Asks a moderation provider over HTTP. */
@Injectable()
export class ModerationPolicy implements DecisionPolicy {
  readonly name = 'moderation';
  readonly #url = process.env['MODERATION_URL'] ?? 'http://127.0.0.1:4000/judge';

  async decide({ text, family }: CallbackEvent, { signal }: ExtensionContext) {
    if (text === '') return undefined;
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: text.slice(0, MOST_TEXT) }),
      // Whichever comes first: the deadline of the callback, or that of this provider.
      signal: AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]),
    });
    // What is thrown stands in the record, and after ten of twenty the provider is left alone for five seconds.
    if (!response.ok) throw new Error(`the provider answered ${response.status}`);
    const { label } = (await response.json()) as Judgement;
    if (label === 'insult') return reject(family === 'group' ? 10102 : null, 'Please stay friendly.');
    return label === 'advertisement' ? discard() : undefined;
  }
}
