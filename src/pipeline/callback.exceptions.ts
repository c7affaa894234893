/** The caller is not ours: nothing of it is believed, parsed or recorded. Answered with HTTP 403. */
export class UnauthenticatedCallerException extends Error {
  override readonly name = 'UnauthenticatedCallerException';
}

/** The body is larger than `maxBodyKb`. Answered with HTTP 413. */
export class BodyTooLargeException extends Error {
  override readonly name = 'BodyTooLargeException';
}

/** The caller is ours, but what it sent is not what its command says. Answered by the failure policy. */
export class MalformedCallbackException extends Error {
  override readonly name = 'MalformedCallbackException';
}

/** An empty object, as a vendor's console sends it to see whether somebody answers. Allowed. */
export class ConsoleProbeException extends Error {
  override readonly name = 'ConsoleProbeException';
}
