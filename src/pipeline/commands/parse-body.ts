import { explain, isValid } from '../../json/dto-check.js';
import {
  BodyTooLargeException,
  ConsoleProbeException,
  MalformedCallbackException,
} from '../callback.exceptions.js';
import type { Callback } from '../callback.js';
import type { Command } from './command.js';

/**
 * Parses a callback's body and checks it against the command's class. Members that the class does not know stay.
 *
 * @returns the parsed object itself, in the shape of `command.body`
 * @throws BodyTooLargeException, MalformedCallbackException, ConsoleProbeException, UnauthenticatedCallerException
 */
export function parseBody(callback: Callback, { body: type, platform }: Command): object {
  if (callback.isTooLarge) throw new BodyTooLargeException('the body is over the limit and was not kept');
  if (callback.method !== 'POST') throw new MalformedCallbackException(`the method is ${callback.method}`);
  const body = callback.json();
  platform.verifyBody?.(callback, body);
  if (isEmpty(body)) throw new ConsoleProbeException();
  if (!isValid(type, body)) throw new MalformedCallbackException(explain(type, body));
  return body;
}

function isEmpty(body: object): boolean {
  for (const _ in body) return false;
  return true;
}
