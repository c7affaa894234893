/** Settings of the Tencent platform. */
export interface TencentOptions {
  /** The paths that Tencent calls. Default: `/tencent`; the application answers at `/` too. */
  readonly tencentPaths: readonly string[];
  /** Our apps; a callback of any other is refused. */
  readonly sdkAppIds: readonly string[];
  /** By app: the tokens one of which its callbacks are signed with. An app without any need not sign. */
  readonly tencentTokens: Readonly<Record<string, readonly string[]>>;
  /** Seconds that a callback's `RequestTime` may differ from now. */
  readonly tencentClockSkewS: number;
}

export const TencentOptions = Symbol('TencentOptions');
