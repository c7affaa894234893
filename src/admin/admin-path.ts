/** The path of the admin API below the application's root, without a slash at its ends; `api/v1` by default. */
export const AdminPath = Symbol('AdminPath');
