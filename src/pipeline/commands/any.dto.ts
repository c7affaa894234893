/** The body of a command that accepts any JSON object. */
export class AnyDto {}
