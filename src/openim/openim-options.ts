/** Settings of the OpenIM platform. */
export interface OpenimOptions {
  /** What may stand in the url after `/openim/`; none: every call is refused. */
  readonly openimSecrets: readonly string[];
}

export const OpenimOptions = Symbol('OpenimOptions');
