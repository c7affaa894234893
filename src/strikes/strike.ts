/** A person's mark against a user. It counts until it expires or is revoked. */
export interface Strike {
  readonly id: number;
  readonly appId: string;
  readonly userId: string;
  readonly reason: string;
  readonly givenBy: string;
  readonly givenAt: Date;
  /** Null: it counts until it is revoked. */
  readonly expiresAt: Date | null;
  readonly revokedBy: string | null;
  readonly revokedAt: Date | null;
}

/** When a strike counts. */
export type StrikeTerm = Pick<Strike, 'givenAt' | 'expiresAt' | 'revokedAt'>;

/** Whether a strike counts at a moment, in milliseconds since 1970. */
export function countsAt({ givenAt, expiresAt, revokedAt }: StrikeTerm, moment: number): boolean {
  return (
    givenAt.getTime() <= moment &&
    (expiresAt === null || expiresAt.getTime() > moment) &&
    (revokedAt === null || revokedAt.getTime() > moment)
  );
}
