/** Settings of the Tencent platform. */
export interface TencentOptions {
  /** The paths that Tencent calls. Default: `/tencent`; the application answers at `/` too. */
  readonly tencentPaths: readonly string[];
  /** The SdkAppids of the company's apps. The guard refuses callbacks of all other apps. */
  readonly sdkAppIds: readonly string[];
  /** Tokens by SdkAppid. A callback has to be signed with one of its app's tokens; without tokens it need not be signed. */
  readonly tencentTokens: Readonly<Record<string, readonly string[]>>;
  /** The largest difference between a callback's `RequestTime` and now, in seconds. */
  readonly tencentClockSkewS: number;
}

export const TencentOptions = Symbol('TencentOptions');
