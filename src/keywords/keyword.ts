/** One entry of a list. */
export interface Keyword {
  /**
   * The word or phrase. In alphabets it is found as a whole word; a `*` at its beginning or end lets the word go on
   * there. In scripts without spaces it is found anywhere.
   */
  readonly text: string;
  /** `allow`: where it is found, no forbidden word inside of it is. Default `forbid`. */
  readonly kind?: 'forbid' | 'allow';
  readonly category?: string;
  /** 1 to 5. */
  readonly severity?: number;
}

/** How a list is searched for. */
export interface KeywordListOptions {
  /** Chinese words are also found in toneless Latin letters, all or some of their characters. */
  readonly pinyin?: boolean;
}

/** A list as it is stored. */
export interface ListSource {
  readonly name: string;
  /** Another one: another content. */
  readonly revision: number;
  readonly options: KeywordListOptions;
  /** {@link Keyword}s, a JSON text each, a line each. */
  readonly entries: string;
}

/** A keyword in a text. */
export interface KeywordHit extends Keyword {
  /** UTF-16 offsets in the original text; whole characters. */
  readonly start: number;
  readonly end: number;
}
