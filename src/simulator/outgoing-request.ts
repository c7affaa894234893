import { openimPath, tencentPath } from '../testing/callback-url.js';
import type { VendorCallback } from '../testing/vendor-callback.js';
import type { Corruption } from './corruption.js';

/** As whom callbacks are sent; what is left out is not sent for. */
export interface SimulatedCallers {
  readonly appId: string;
  /** Signs Tencent's callbacks; left out: they are not signed. */
  readonly token?: string;
  readonly openimSecret: string;
}

/** One request as it goes over the wire, and what is known of it. */
export interface OutgoingRequest {
  readonly callback: VendorCallback;
  /** Path and query. */
  readonly path: string;
  readonly bytes: Buffer;
  /** What is wrong with it; `null`: nothing. */
  readonly flaw: Corruption['name'] | null;
  /** By how many seconds the clock is wrong that signed it. */
  readonly skewS: number;
  /** How long it is held back, so that later ones come before it. */
  readonly holdMs: number;
  /** Of a repeat, what it repeats. */
  readonly repeats?: OutgoingRequest;
  /** It is sent because another one was answered. */
  readonly isFollowUp: boolean;
}

/** What is not as usual with a callback. */
export interface Distortion {
  readonly flaw?: Corruption | null;
  readonly skewS?: number;
  readonly holdMs?: number;
}

/** A callback on its way. */
export function outgoingRequestOf(
  callback: VendorCallback,
  callers: SimulatedCallers,
  { flaw = null, skewS = 0, holdMs = 0 }: Distortion = {},
): OutgoingRequest {
  const { platform, command, body } = callback;
  const path =
    platform === 'tencent'
      ? tencentPath(command, { ...callers, requestTime: Math.floor(Date.now() / 1_000) + skewS })
      : openimPath(command, callers.openimSecret);
  const bytes = Buffer.from(JSON.stringify(body));
  return {
    callback,
    path,
    bytes: flaw ? flaw.spoil(callback, bytes) : bytes,
    flaw: flaw?.name ?? null,
    skewS,
    holdMs,
    isFollowUp: false,
  };
}
