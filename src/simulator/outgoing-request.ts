import { openimPath, tencentPath } from '../testing/callback-url.js';
import type { VendorCallback } from '../testing/vendor-callback.js';
import type { Corruption } from './corruption.js';

/** The callers that the simulator plays. */
export interface SimulatedCallers {
  readonly appId: string;
  /** Signs Tencent's callbacks. Without it they are not signed. */
  readonly token?: string;
  readonly openimSecret: string;
}

/** One request as it is sent, and how the simulator distorted it. */
export interface OutgoingRequest {
  readonly callback: VendorCallback;
  /** Path and query. */
  readonly path: string;
  readonly bytes: Buffer;
  /** How the body was corrupted; `null`: it was not. */
  readonly corruption: Corruption['name'] | null;
  /** The error of the signing clock, in seconds. */
  readonly skewS: number;
  /** How long the simulator holds the request back, in milliseconds. Later requests overtake it. */
  readonly holdMs: number;
  /** The first delivery of the same callback, if this is a duplicate. */
  readonly duplicateOf?: OutgoingRequest;
  /** The vendor sends it because an earlier callback was answered. */
  readonly isFollowUp: boolean;
}

/** How a request differs from an ordinary one. */
export interface Distortion {
  readonly corruption?: Corruption | null;
  readonly skewS?: number;
  readonly holdMs?: number;
}

/** Makes the request of a callback: path, signature and bytes. */
export function outgoingRequestOf(
  callback: VendorCallback,
  callers: SimulatedCallers,
  { corruption = null, skewS = 0, holdMs = 0 }: Distortion = {},
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
    bytes: corruption ? corruption.corrupt(callback, bytes) : bytes,
    corruption: corruption?.name ?? null,
    skewS,
    holdMs,
    isFollowUp: false,
  };
}
