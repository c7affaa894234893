/** Any JSON object: what it holds is checked against the command's own data, where it has any. */
export class AnyDto {}
