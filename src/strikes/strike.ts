/** A mark against somebody that a person made; it counts until it is over or taken back. */
export interface Strike {
  readonly id: number;
  readonly appId: string;
  readonly userId: string;
  readonly reason: string;
  readonly givenBy: string;
  readonly givenAt: Date;
  /** Null: it counts until it is taken back. */
  readonly expiresAt: Date | null;
  readonly revokedBy: string | null;
  readonly revokedAt: Date | null;
}

/** Whether a strike counts at a moment, in milliseconds since 1970. */
export function countsAt(
  { givenAt, expiresAt, revokedAt }: Pick<Strike, 'givenAt' | 'expiresAt' | 'revokedAt'>,
  moment: number,
): boolean {
  return (
    givenAt.getTime() <= moment &&
    (expiresAt === null || expiresAt.getTime() > moment) &&
    (revokedAt === null || revokedAt.getTime() > moment)
  );
}
