/**
 * A value as the JSON text that is recorded of it. An object whose members have ever new names would cost V8 a new shape
 * for each of them, which outlives the message.
 *
 * @example
 * new JsonText('{"counts":{"10 ann":3}}');
 */
export class JsonText {
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
