/** Where the records are kept. */
export interface DatabaseOptions {
  /** `postgres://…`; without one a PostgreSQL of our own is started in `embeddedDatabaseDir`, for trying out. */
  readonly databaseUrl?: string;
  readonly embeddedDatabaseDir: string;
}

export const DatabaseOptions = Symbol('DatabaseOptions');

/** The name of our TypeORM data source: a host application may have others. */
export const DATA_SOURCE = 'presend';
