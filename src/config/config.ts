import { readFileSync } from 'node:fs';
import type { PresendOptions } from '../index.js';
import type { Draft } from './variable.js';
import { VARIABLE_GROUPS } from './variables.js';

/** The settings of the application, read from the environment and checked. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly presend: PresendOptions;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment, each variable also from the file that `NAME_FILE` names. An empty variable counts as not set.
 *
 * @throws an error that names every invalid variable and prints none of their values
 * @example
 * readConfig({ PORT: '8080', SDK_APP_IDS: '1400000001,1400000002' }).port; // 8080
 */
export function readConfig(environment: Environment = process.env): Config {
  const faults: string[] = [];
  const draft: Draft = { listen: { port: 0, host: '' }, presend: {}, onFailure: {}, traces: {} };
  for (const [name, variable] of VARIABLE_GROUPS.flatMap((group) => Object.entries(group))) {
    const text = textOf(environment, name, faults);
    variable.apply(draft, text === '' ? undefined : text, (fault) => faults.push(`${name} ${fault}`));
  }
  if (faults.length > 0)
    throw new Error(`The configuration is wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  const { listen, presend, onFailure } = draft;
  return { ...listen, presend: { ...presend, onFailure, tracesUrl: tracesUrlOf(draft) } };
}

function textOf(environment: Environment, name: string, faults: string[]): string | undefined {
  const file = environment[`${name}_FILE`];
  if (!file) return environment[name];
  if (environment[name]) {
    faults.push(`${name} and ${name}_FILE are both set: leave one out`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(`${name}_FILE names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return undefined;
  }
}

/** OpenTelemetry's rule: the url for traces is complete; the general one gets `/v1/traces` appended. */
function tracesUrlOf({ traces: { base, url, disabled } }: Draft): string | undefined {
  if (disabled) return undefined;
  return url ?? (base && `${base.replace(/\/$/, '')}/v1/traces`);
}
