import type { Rule } from '../../rules/engine/rule.js';
import type { AdminClient } from '../admin-client.js';
import { ApiProblem } from '../api-problem.js';

const NOT_FOUND = 404;

/** A version as the API tells it. */
export interface Version {
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly author?: string;
  readonly createdAt?: string;
}

/** What came of a push. */
export interface Pushed {
  readonly version: number;
  readonly active: boolean;
}

/** The version in force; undefined: none ever was. */
export async function versionInForce(client: AdminClient): Promise<Version | undefined> {
  try {
    return await client.get<Version>('rule-sets/active');
  } catch (error) {
    if (error instanceof ApiProblem && error.status === NOT_FOUND && error.detail !== undefined)
      return undefined;
    throw error;
  }
}

/** The number of the newest version, whether it is in force or not; 0: there is none. */
export async function newestVersion(client: AdminClient): Promise<number> {
  return (await client.get<{ version: number }>('rules')).version;
}

/** The names of the keyword lists that the next version has. */
export async function listNames(client: AdminClient): Promise<Set<string>> {
  const { items } = await client.get<{ items: { name: string }[] }>('keyword-lists');
  return new Set(items.map(({ name }) => name));
}
