/** Settings of the admin API. */
export interface AdminOptions {
  /** The first key; without one, and without a stored one, every call is answered with 401. */
  readonly adminApiKey?: string;
}

export const AdminOptions = Symbol('AdminOptions');
