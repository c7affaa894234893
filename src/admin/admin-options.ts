/** Settings of the admin API. */
export interface AdminOptions {
  /** The first key, with the role admin; without it, and without a stored one, every call is answered with 401. */
  readonly adminApiKey?: string;
}

export const AdminOptions = Symbol('AdminOptions');
