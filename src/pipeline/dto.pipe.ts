import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import {
  BodyTooLargeException,
  ConsoleProbeException,
  MalformedCallbackException,
} from './callback.exceptions.js';
import type { Callback } from './callback.js';
import { explain, isValid } from '../json/dto-check.js';

/**
 * JSON → DTO: parses the body and checks it against the class of the parameter. Members that the class does
 * not know stay. What comes out is the parsed object itself, in the class's shape.
 */
@Injectable()
export class DtoPipe implements PipeTransform<Callback, object> {
  transform(callback: Callback, { metatype }: ArgumentMetadata): object {
    if (callback.tooLarge) throw new BodyTooLargeException('the body is over the limit and was not kept');
    if (callback.method !== 'POST') throw new MalformedCallbackException(`the method is ${callback.method}`);
    const body = callback.json();
    callback.platform.admit?.(callback, body);
    if (isEmpty(body)) throw new ConsoleProbeException();
    if (!isValid(metatype as Type<object>, body)) {
      throw new MalformedCallbackException(explain(metatype as Type<object>, body));
    }
    return body;
  }
}

function isEmpty(body: object): boolean {
  for (const _ in body) return false;
  return true;
}
