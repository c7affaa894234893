/** Where all nodes share what has to be quick and may be forgotten. */
export interface RedisOptions {
  /**
   * `redis://…` or `rediss://…`; a comma list of several is a Redis Cluster, some of whose nodes these are. Without it
   * nodes share through PostgreSQL what they must.
   */
  readonly redisUrl?: string;
}

export const RedisOptions = Symbol('RedisOptions');
