import type { OpenimProfile } from './openim-profile.js';

/** The format of a reply, for one version of OpenIM. */
export class OpenimReplyFormat {
  /** The actionCode of a reject. Before 3.0 only 1 rejects; since 3.7 any code but 0 makes OpenIM ignore the reply. */
  readonly #rejectAction: number;
  readonly #hasOperation: boolean;

  constructor(profile: OpenimProfile) {
    this.#rejectAction = profile === 'v2' ? 1 : 0;
    this.#hasOperation = profile === 'v2';
  }

  /**
   * @param operationId the operationID of the request, for versions that want it back
   * @param more further members, each with a comma before it
   */
  allowance(operationId: () => string, more = ''): string {
    return `{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0${this.#operation(operationId)}${more}}`;
  }

  /** @param code at least 100: with a lower code some versions deliver */
  rejection(code: number, info: string, operationId: () => string = () => ''): string {
    const start = `{"actionCode":${this.#rejectAction},"errCode":${code},"errMsg":${JSON.stringify(info)}`;
    return `${start},"errDlt":"","nextCode":1${this.#operation(operationId)}}`;
  }

  /** A reject by the word filter of OpenIM 2: some versions need actionCode 1 together with errCode 0. */
  wordFilterRejection(info: string, operationId: () => string): string {
    const start = `{"actionCode":${this.#rejectAction || 1},"errCode":0,"errMsg":${JSON.stringify(info)}`;
    return `${start},"errDlt":"","nextCode":1${this.#operation(operationId)}}`;
  }

  #operation(operationId: () => string): string {
    return this.#hasOperation ? `,"operationID":${JSON.stringify(operationId())}` : '';
  }
}
