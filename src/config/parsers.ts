import { isURL } from 'class-validator';
import type { FailureMode } from '../platform.js';

/**
 * Turns a variable's text into its value. It reports a text that it cannot take, and returns undefined.
 * A report follows the variable's name and never quotes the text: `must be true or false`.
 */
export type Parser<Value> = (text: string, report: (fault: string) => void) => Value | undefined;

export function integer(least: number, most = Infinity): Parser<number> {
  return (text, report) => {
    const value = Number(text);
    if (!Number.isInteger(value)) report('must be a whole number');
    else if (value < least) report(`must not be less than ${least}`);
    else if (value > most) report(`must not be greater than ${most}`);
    else return value;
    return undefined;
  };
}

/** @param fault the report on a text that `pattern` does not match */
export function text(pattern = /^/, fault = ''): Parser<string> {
  return (given, report) => {
    if (pattern.test(given)) return given;
    report(fault);
    return undefined;
  };
}

export function flag(): Parser<boolean> {
  return (given, report) => {
    if (given === 'true' || given === 'false') return given === 'true';
    report('must be true or false');
    return undefined;
  };
}

export function oneOf<Value extends string>(values: readonly Value[]): Parser<Value> {
  return (given, report) => {
    const value = values.find((known) => known === given);
    if (value === undefined) report(`must be one of ${values.join(', ')}`);
    return value;
  };
}

export function httpUrl(): Parser<string> {
  return (given, report) => {
    if (isUrlOf(['http', 'https'], given)) return given;
    report('must be http:// or https://');
    return undefined;
  };
}

/** The urls of one Redis, or of some nodes of a Redis Cluster, as `redisUrl` takes them. */
export function redisUrls(): Parser<string> {
  return (given, report) => {
    const urls = itemsOf(given);
    if (urls.every((url) => isUrlOf(['redis', 'rediss'], url))) return urls.join(',') || undefined;
    report('must be redis:// or rediss://, or a comma list of them for a cluster');
    return undefined;
  };
}

/** @param fault the report on a list with an item that `item` does not match */
export function list(item: RegExp, fault: string): Parser<string[]> {
  return (given, report) => {
    const items = itemsOf(given);
    if (items.every((one) => item.test(one))) return items;
    report(fault);
    return undefined;
  };
}

/** The tokens of each app: `{"1400000001":["tokenA","tokenB"]}`. */
export function tokens(): Parser<Record<string, string[]>> {
  return (given, report) => {
    const apps = parsedJson(given);
    if (typeof apps !== 'object' || apps === null || Array.isArray(apps)) {
      report('must be JSON: {"<SdkAppid>":["<token>", …]}');
      return undefined;
    }
    for (const [app, ofApp] of Object.entries(apps)) {
      if (isListOfTexts(ofApp)) continue;
      report(`must have a list of tokens for the app ${/^\d+$/.test(app) ? app : '(not digits)'}`);
    }
    return apps as Record<string, string[]>;
  };
}

/** `allow`, `reject`, or `reject:<code>:<text>`; the code and the text may be empty, and the text may hold colons. */
export function failureMode(): Parser<FailureMode> {
  return (given, report) => {
    if (given === 'allow' || given === 'reject') return given;
    const [, code, info] = /^reject:(\d*):([^]*)$/.exec(given) ?? [];
    if (code !== undefined) return { code: code === '' ? undefined : Number(code), info };
    report('must be allow, reject, or reject:<code>:<text>');
    return undefined;
  };
}

function itemsOf(given: string): string[] {
  const items = given.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '');
}

function isUrlOf(protocols: string[], given: string): boolean {
  return isURL(given, { protocols, require_protocol: true, require_tld: false });
}

function parsedJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
}
