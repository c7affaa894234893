/** How a command ends: what its process exits with. */
export const EXIT = { fault: 1, usage: 2, unreachable: 3, interrupted: 130 } as const;

/** What ends a command; the message is for people, may have several lines, and goes to stderr. */
export class CommandFault extends Error {
  override readonly name: string = 'CommandFault';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.fault,
  ) {
    super(message);
  }
}
