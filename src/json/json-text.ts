/**
 * A value in the form of its JSON text, for the record. If each object has other member names, V8 makes a new shape for
 * each of them, and the shapes outlive the message. A text has no shape.
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
