import { createHash } from 'node:crypto';
import type { Rule } from './rule.js';

/**
 * A key for how often a rule hits. Two rules with the same scope, condition and share have the same key, whatever they do
 * with a message.
 */
export function fingerprintOf({ scope, when, percent, percentOf, name }: Rule): string {
  // The name selects the share.
  const share = percent === undefined || percent >= 100 ? null : [percent, percentOf ?? null, name];
  return createHash('sha256')
    .update(JSON.stringify([when, scope ?? null, share]))
    .digest('base64url');
}
