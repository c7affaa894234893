import { createHash } from 'node:crypto';
import type { Rule } from './rule.js';

/** The same of two rules that hit the same messages, whatever they are called and do with them. */
export function fingerprintOf({ scope, when, percent, percentOf, name }: Rule): string {
  // Which share it is depends on the name.
  const share = percent === undefined || percent >= 100 ? null : [percent, percentOf ?? null, name];
  return createHash('sha256')
    .update(JSON.stringify([when, scope ?? null, share]))
    .digest('base64url');
}
