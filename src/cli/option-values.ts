import { InvalidArgumentError } from 'commander';
import type { CodeRanges } from '../rules/engine/rule-check.js';
import { parseTrafficMix, type TrafficMix } from '../simulator/traffic-mix.js';

/** `name=first-last`, repeatable: the families of a host's own platform. @throws InvalidArgumentError */
export function familyRange(value: string, earlier: CodeRanges = {}): CodeRanges {
  const [, name, first, last] = /^([^=]+)=(\d+)-(\d+)$/.exec(value) ?? [];
  if (!name || Number(first) > Number(last))
    throw new InvalidArgumentError('Write it as <family>=<first code>-<last code>.');
  return { ...earlier, [name]: [Number(first), Number(last)] };
}

/** An integer of at least 1. @throws InvalidArgumentError */
export function positiveNumber(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError('It must be an integer of at least 1.');
  return Number(value);
}

/** @throws InvalidArgumentError */
export function httpUrlOption(value: string): string {
  if (!/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : ''))
    throw new InvalidArgumentError('It must begin with http:// or https://.');
  return value;
}

/** An integer of at least 0. @throws InvalidArgumentError */
export function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be an integer of at least 0.');
  return Number(value);
}

/** A percentage, returned as a share from 0 to 1. @throws InvalidArgumentError */
export function percentage(value: string): number {
  if (!/^\d{1,3}(\.\d+)?$/.test(value) || Number(value) > 100)
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  return Number(value) / 100;
}

/** A mix of callbacks. @throws InvalidArgumentError */
export function trafficMix(value: string): TrafficMix {
  try {
    return parseTrafficMix(value);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** A time in ISO 8601. @throws InvalidArgumentError */
export function instantOption(value: string): string {
  const millis = /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(millis))
    throw new InvalidArgumentError('It must be a time such as 2026-11-21 or 2026-11-21T08:00:00Z.');
  return new Date(millis).toISOString();
}

/** `name=file`, repeatable. @throws InvalidArgumentError */
export function listFile(value: string, earlier: readonly [string, string][] = []): [string, string][] {
  const at = value.indexOf('=');
  if (at < 1 || at === value.length - 1) throw new InvalidArgumentError('Write it as <list>=<file>.');
  return [...earlier, [value.slice(0, at), value.slice(at + 1)]];
}
