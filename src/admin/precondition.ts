import { createParamDecorator, type ExecutionContext, PreconditionFailedException } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { AdminRequest } from './admin-request.js';
import { FaultyCallException } from './problems/faulty-call.exception.js';

const ETAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
const ETAGS = /^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*$/;

/** The ETag of a representation: the same one for the same JSON, and for no other. */
export function contentEtag(representation: object): string {
  const digest = createHash('sha256').update(JSON.stringify(representation)).digest('base64url');
  return `"${digest.slice(0, 22)}"`;
}

/** What a caller knows of the thing that it changes, as `If-Match` and `If-None-Match` say it. */
export class Precondition {
  /** Of who knows nothing: always fulfilled. */
  static readonly NONE = new Precondition(undefined, false);

  private constructor(
    private readonly known: readonly string[] | '*' | undefined,
    /** Whether there must be none yet. */
    readonly isNew: boolean,
  ) {}

  /** @throws FaultyCallException 400, where a header is not written as HTTP wants it */
  static of({ headers }: Pick<AdminRequest, 'headers'>): Precondition {
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
    if (ifNoneMatch !== undefined && ifNoneMatch.trim() !== '*')
      throw faulty('If-None-Match', 'If-None-Match must be *: changes nothing where there is one already');
    if (ifMatch === undefined) return new Precondition(undefined, ifNoneMatch !== undefined);
    const known =
      ifMatch.trim() === '*' ? '*' : ETAGS.test(ifMatch) ? ifMatch.match(ETAG)!.map(strong) : undefined;
    if (!known) throw faulty('If-Match', 'If-Match must be * or ETags in quotation marks, such as "x1y2"');
    return new Precondition(known, ifNoneMatch !== undefined);
  }

  /** False: nothing has to be looked at before the change. */
  get isConditional(): boolean {
    return this.known !== undefined || this.isNew;
  }

  /**
   * Holds `If-Match` against what is there.
   *
   * @param etag of what is there; undefined: nothing is
   * @throws PreconditionFailedException 412, where it is not what the caller knows
   */
  assertMatch(etag: string | undefined): void {
    if (this.known === undefined) return;
    if (etag === undefined)
      throw new PreconditionFailedException('There is none any more, or there never was one.');
    if (this.known !== '*' && !this.known.includes(etag))
      throw new PreconditionFailedException('It is another one by now: look at it again, and change that.');
  }

  /** Holds `If-None-Match: *` against what is there. @throws PreconditionFailedException 412, where there is one */
  assertNew(isThere: boolean): void {
    if (this.isNew && isThere)
      throw new PreconditionFailedException('There is one already: look at it, and change that.');
  }
}

/** Gives a controller's method the {@link Precondition} of its call. */
export const CurrentPrecondition = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  Precondition.of(context.switchToHttp().getRequest<AdminRequest>()),
);

/** Proxies that pack an answer call its ETag weak; it stands for the same thing here. */
function strong(etag: string): string {
  return etag.replace(/^W\//, '');
}

function faulty(parameter: string, detail: string): FaultyCallException {
  return new FaultyCallException([{ parameter, detail }]);
}
