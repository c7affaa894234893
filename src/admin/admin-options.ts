/** Settings of the admin API. */
export interface AdminOptions {
  /** The first key, with the role admin. Without it and without stored keys every call gets 401. */
  readonly adminApiKey?: string;
}

export const AdminOptions = Symbol('AdminOptions');
