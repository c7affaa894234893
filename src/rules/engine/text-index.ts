import { type AutomatonArrays, buildAutomaton, step } from '../../keywords/automaton.js';

/** Finds the items whose text a value contains. One pass over the value is enough, however many texts there are. */
export class TextIndex<T> {
  readonly #automaton: AutomatonArrays;
  /** In the order of their texts. */
  readonly #items: readonly (readonly T[])[];

  /** @param byText no text is empty */
  constructor(byText: ReadonlyMap<string, readonly T[]>) {
    const texts = [...byText.keys()].sort();
    this.#automaton = buildAutomaton(texts);
    this.#items = texts.map((text) => byText.get(text)!);
  }

  /** The items of all texts that the value contains, each text once. */
  itemsIn(value: string): readonly T[] {
    const { pattern, shorter } = this.#automaton;
    let found: Set<number> | undefined;
    let state = 0;
    for (let at = 0; at < value.length; at++) {
      state = step(this.#automaton, state, value.charCodeAt(at));
      let match = pattern[state] === -1 ? shorter[state]! : state;
      for (; match !== 0; match = shorter[match]!) (found ??= new Set()).add(pattern[match]!);
    }
    return found ? [...found].flatMap((text) => this.#items[text]!) : [];
  }
}
