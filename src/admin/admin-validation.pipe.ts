import { type ArgumentMetadata, Injectable, type PipeTransform, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { FaultyCallException } from './problems/faulty-call.exception.js';
import type { Fault } from './problems/problem.js';

/** Validates input by its DTO. Each fault says where it is. */
@Injectable()
export class AdminValidationPipe implements PipeTransform {
  readonly #pipes = { body: pipeOf(true), query: pipeOf(false), param: pipeOf(false) };

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    return metadata.type === 'custom' ? value : this.#pipes[metadata.type].transform(value, metadata);
  }
}

function pipeOf(isBody: boolean): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    // Unknown members are refused: otherwise the call would ignore a misspelled member.
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => new FaultyCallException(faultsOf(errors, isBody, [])),
  });
}

function faultsOf(errors: readonly ValidationError[], isBody: boolean, parents: readonly string[]): Fault[] {
  return errors.flatMap(({ property, constraints, children }) => {
    // A value that is not an object has no property to point to.
    const path = property === undefined ? parents : [...parents, property];
    const place = isBody ? { pointer: pointerTo(path) } : { parameter: path.join('.') };
    const own = Object.values(constraints ?? {}).map((detail) => ({
      ...place,
      detail: [...parents, detail].join('.'),
    }));
    return [...own, ...faultsOf(children ?? [], isBody, path)];
  });
}

function pointerTo(path: readonly string[]): string {
  return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
