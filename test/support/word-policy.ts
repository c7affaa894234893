import { type DecisionPolicy, discard, type CallbackEvent, reject } from '../../src/index.js';

/** The rules of a company: one word is refused, another drops its message silently. */
export class WordPolicy implements DecisionPolicy {
  readonly name = 'words';

  decide({ text, family }: CallbackEvent) {
    const code = { openim: 5101, 'official-account': 120101, c2c: 120101 }[family] ?? 10101;
    if (text.includes('casino')) return reject(code, 'Please rephrase.');
    if (text.includes('spam')) return discard();
    return undefined;
  }
}
