import { Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { migrations } from '../../migrations/index.js';
import { DATA_SOURCE, DatabaseOptions } from './database-options.js';
import { Database } from './database.js';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { EMBEDDED_SERVER } from './embedded-server.js';

const POOL_SIZE = 12;
const CONNECT_MS = 2_000;
/** Longer than any statement on a callback's way; what hangs is given up. */
const QUERY_MS = 30_000;

@Module({
  providers: [
    {
      provide: EMBEDDED_SERVER,
      inject: [DatabaseOptions],
      useFactory: (options: DatabaseOptions) => startEmbedded(options),
    },
  ],
  exports: [EMBEDDED_SERVER],
})
class EmbeddedServerModule {}

/** PostgreSQL: the connection and the migrations. */
@Module({
  imports: [
    EmbeddedServerModule,
    TypeOrmModule.forRootAsync({
      name: DATA_SOURCE,
      imports: [EmbeddedServerModule],
      inject: [DatabaseOptions, EMBEDDED_SERVER],
      useFactory: (options: DatabaseOptions, embedded: EmbeddedPostgres | undefined) => ({
        type: 'postgres',
        url: embedded?.url ?? options.databaseUrl,
        applicationName: 'presend',
        autoLoadEntities: true,
        migrations,
        migrationsTableName: 'presend_migrations',
        // Database connects by itself: it has to go on trying while the application already runs.
        manualInitialization: true,
        poolSize: POOL_SIZE,
        connectTimeoutMS: CONNECT_MS,
        extra: { query_timeout: QUERY_MS, keepAlive: true },
      }),
    }),
  ],
  providers: [Database],
  exports: [EmbeddedServerModule, Database],
})
export class DatabaseModule {}

async function startEmbedded(options: DatabaseOptions): Promise<EmbeddedPostgres | undefined> {
  if (options.databaseUrl) return undefined;
  new Logger('EmbeddedPostgres').warn(
    `DATABASE_URL is not set: starting a PostgreSQL in ${options.embeddedDatabaseDir}. That is for trying out.`,
  );
  return EmbeddedPostgres.start(options.embeddedDatabaseDir);
}
