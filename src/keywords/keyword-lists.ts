import { buildIndexes } from './keyword-builder.js';
import { KeywordMatcher } from './keyword-matcher.js';
import { TextNormalizer } from './normalize.js';
import type { KeywordHit, ListSource } from './keyword.js';

interface Built {
  readonly revision: number;
  readonly matcher: KeywordMatcher;
}

/** Some lists, ready to be searched for. Never changed: another content is another object. */
export class KeywordLists {
  private constructor(
    private readonly byName: ReadonlyMap<string, Built>,
    private readonly normalizer: TextNormalizer,
  ) {}

  /** Builds lists in another thread, those that `earlier` has not got. */
  static async build(sources: readonly ListSource[], earlier?: KeywordLists): Promise<KeywordLists> {
    const isKnown = ({ name, revision }: ListSource): boolean =>
      earlier?.byName.get(name)?.revision === revision;
    const indexes = await buildIndexes(sources.filter((source) => !isKnown(source)));
    const normalizer = earlier?.normalizer ?? new TextNormalizer();
    const byName = new Map<string, Built>();
    for (const source of sources) {
      const { name, revision } = source;
      const index = indexes.get(source);
      byName.set(
        name,
        index ? { revision, matcher: new KeywordMatcher(index, normalizer) } : earlier!.byName.get(name)!,
      );
    }
    return new KeywordLists(byName, normalizer);
  }

  /** Whether a text has a word of a list in it; of a list that is not there none has. */
  has(list: string, text: string): boolean {
    return this.byName.get(list)?.matcher.has(text) ?? false;
  }

  /** The words of a list that a text has in it, in the order in which they begin. */
  find(list: string, text: string): KeywordHit[] {
    return this.byName.get(list)?.matcher.find(text) ?? [];
  }
}
