import type { VendorCallback } from './vendor-callback.js';

/** What a vendor was answered. */
export interface VendorAnswer {
  /** What it answers. */
  readonly callback: VendorCallback;
  readonly status: number;
  /** Left out where the answer did not come through HTTP: then they are not judged. */
  readonly headers?: Headers;
  /** The body as it came. */
  readonly text: string;
}

/** What the vendor does with the message. */
export type Effect =
  /**
   * Of an action: it goes on. `changes` are the members that the vendor reads besides, by their names: what it puts in
   * place of the message's own, or whom it leaves out; `{}`: as it came.
   */
  | { readonly kind: 'deliver'; readonly changes: Readonly<Record<string, unknown>> }
  /** The sender is shown the code and the text. */
  | { readonly kind: 'refuse'; readonly code: number; readonly info: string }
  /** Nobody gets it, and the sender is told that all is well. */
  | { readonly kind: 'drop' }
  /** The answer counts as none: what follows is a setting of the vendor's console. */
  | { readonly kind: 'fail' };

/** An answer, seen by its vendor. */
export interface VendorReading {
  readonly effect: Effect;
  /** What is not as the vendor's protocol wants it, a sentence each; none: the answer is legal. */
  readonly faults: readonly string[];
}
