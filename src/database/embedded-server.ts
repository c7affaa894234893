/** The PostgreSQL that we started ourselves; `undefined` where `DATABASE_URL` names one. */
export const EMBEDDED_SERVER = Symbol('EMBEDDED_SERVER');
