import type { CallbackPlatform } from './callback-platform.js';
import { reject, type Verdict } from './verdict.js';

/** What of a platform says which verdicts it can carry out. */
export type PlatformRange = Pick<CallbackPlatform, 'name' | 'codeRanges' | 'plainRefusalCode' | 'canDiscard'>;

/**
 * Turns a verdict into one that the vendor can carry out: codes outside the family's range become the plain
 * refusal, and so does a discard where there is none.
 *
 * @returns the verdict, and in `note` what was changed, for the record
 */
export function conform(
  verdict: Verdict,
  family: string,
  { name, codeRanges, plainRefusalCode, canDiscard }: PlatformRange,
): { readonly verdict: Verdict; readonly note?: string } {
  if (verdict.kind === 'allow') return { verdict };
  if (verdict.kind === 'discard') {
    if (canDiscard) return { verdict };
    return {
      verdict: reject(plainRefusalCode),
      note: `${name} cannot discard silently: answered as a reject`,
    };
  }
  const { code, info } = verdict;
  if (code === plainRefusalCode) return { verdict };
  const plain = reject(plainRefusalCode, info);
  if (code === null) return { verdict: plain };
  const range = codeRanges[family];
  if (range && code >= range[0] && code <= range[1]) return { verdict };
  const outside = range ? `outside ${range[0]}–${range[1]} of ${family}` : `not one that ${family} passes on`;
  return { verdict: plain, note: `code ${code} is ${outside}: answered as ${plainRefusalCode}` };
}
