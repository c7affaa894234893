/** Where nodes share data that must be fast and may be lost. */
export interface RedisOptions {
  /**
   * `redis://…` or `rediss://…`; a comma list names some nodes of a Redis Cluster. Without it nodes share through
   * PostgreSQL only what they must.
   */
  readonly redisUrl?: string;
}

export const RedisOptions = Symbol('RedisOptions');
