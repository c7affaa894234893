/** What all urls of the admin API begin with. */
export const ADMIN_PATH = 'api/v1';
