import { createParamDecorator, type ExecutionContext, PreconditionFailedException } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { AdminRequest } from './admin-request.js';
import { FaultyCallException } from './problems/faulty-call.exception.js';

const ETAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
const ETAGS = /^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*$/;

/** The ETag of a representation. Equal JSON has the same ETag; different JSON has another one. */
export function contentEtag(representation: object): string {
  const digest = createHash('sha256').update(JSON.stringify(representation)).digest('base64url');
  return `"${digest.slice(0, 22)}"`;
}

/** The version that the caller wants to change, from the headers `If-Match` and `If-None-Match`. */
export class Precondition {
  /** No precondition: it always holds. */
  static readonly NONE = new Precondition(undefined, false);

  private constructor(
    private readonly known: readonly string[] | '*' | undefined,
    /** Whether the resource must not exist yet. */
    readonly isNew: boolean,
  ) {}

  /** @throws FaultyCallException 400, if a header is not valid HTTP */
  static of({ headers }: Pick<AdminRequest, 'headers'>): Precondition {
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
    if (ifNoneMatch !== undefined && ifNoneMatch.trim() !== '*')
      throw faulty(
        'If-None-Match',
        'If-None-Match must be *: the call changes nothing if the resource exists',
      );
    if (ifMatch === undefined) return new Precondition(undefined, ifNoneMatch !== undefined);
    const known =
      ifMatch.trim() === '*' ? '*' : ETAGS.test(ifMatch) ? ifMatch.match(ETAG)!.map(strong) : undefined;
    if (!known) throw faulty('If-Match', 'If-Match must be * or ETags in quotation marks, such as "x1y2"');
    return new Precondition(known, ifNoneMatch !== undefined);
  }

  /** False: the caller need not read the resource before the change. */
  get isConditional(): boolean {
    return this.known !== undefined || this.isNew;
  }

  /**
   * Compares `If-Match` with the current resource.
   *
   * @param etag the ETag of the current resource; undefined: there is none
   * @throws PreconditionFailedException 412, if the caller knows another version
   */
  assertMatch(etag: string | undefined): void {
    if (this.known === undefined) return;
    if (etag === undefined)
      throw new PreconditionFailedException(
        'It does not exist: another call removed it, or it never existed.',
      );
    if (this.known !== '*' && !this.known.includes(etag))
      throw new PreconditionFailedException('Another call changed it: read it again, and repeat the change.');
  }

  /** Checks `If-None-Match: *`. @throws PreconditionFailedException 412, if the resource exists */
  assertNew(isThere: boolean): void {
    if (this.isNew && isThere)
      throw new PreconditionFailedException('It exists already: read it, and change it.');
  }
}

/** Injects the {@link Precondition} of the call into a controller's method. */
export const CurrentPrecondition = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  Precondition.of(context.switchToHttp().getRequest<AdminRequest>()),
);

/** A proxy that compresses an answer marks its ETag as weak. It still names the same version. */
function strong(etag: string): string {
  return etag.replace(/^W\//, '');
}

function faulty(parameter: string, detail: string): FaultyCallException {
  return new FaultyCallException([{ parameter, detail }]);
}
