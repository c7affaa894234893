/** The caller is not one of ours. The node neither parses nor records its request. The reply is HTTP 403. */
export class UnauthenticatedCallerException extends Error {
  override readonly name = 'UnauthenticatedCallerException';
}

/** The body is larger than `maxBodyKb`. The reply is HTTP 413. */
export class BodyTooLargeException extends Error {
  override readonly name = 'BodyTooLargeException';
}

/** The caller is ours, but the body does not fit its command. The failure policy answers. */
export class MalformedCallbackException extends Error {
  override readonly name = 'MalformedCallbackException';
}

/** An empty object: a vendor's console sends it to test the url. It is allowed. */
export class ConsoleProbeException extends Error {
  override readonly name = 'ConsoleProbeException';
}
