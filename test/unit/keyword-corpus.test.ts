import { buildIndex } from '../../src/keywords/keyword-index.js';
import { KeywordMatcher } from '../../src/keywords/keyword-matcher.js';
import { evaluate } from '../keywords/evaluate.mjs';

const { caught, heldOut, falseHits } = evaluate((lines: string) => new KeywordMatcher(buildIndex(lines, {})));

it('at least 98 of 100 evasions are caught, also of those that nobody looked at', () => {
  expect(caught.of).toBeGreaterThanOrEqual(500);
  expect(caught.found / caught.of).toBeGreaterThanOrEqual(0.98);
  expect(heldOut.found / heldOut.of).toBeGreaterThanOrEqual(0.98);
});

it('at most one of 1,000 clean lines is taken for something else', () => {
  expect(falseHits.length).toBeLessThanOrEqual(10);
});
