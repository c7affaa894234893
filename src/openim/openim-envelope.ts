import type { OpenimProfile } from './openim-profile.js';

/** What is said to an OpenIM of one version. */
export class OpenimEnvelope {
  /** Before 3.0 that was the one thing that refuses; since 3.7 it makes OpenIM ignore the rest. */
  readonly #rejectAction: number;
  readonly #hasOperation: boolean;

  constructor(profile: OpenimProfile) {
    this.#rejectAction = profile === 'v2' ? 1 : 0;
    this.#hasOperation = profile === 'v2';
  }

  /**
   * @param operationId what the request calls itself, for versions that want it back
   * @param more further members, each with a comma before it
   */
  allowance(operationId: () => string, more = ''): string {
    return `{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0${this.#operation(operationId)}${more}}`;
  }

  /** @param code at least 100: below, some versions deliver */
  rejection(code: number, info: string, operationId: () => string = () => ''): string {
    const start = `{"actionCode":${this.#rejectAction},"errCode":${code},"errMsg":${JSON.stringify(info)}`;
    return `${start},"errDlt":"","nextCode":1${this.#operation(operationId)}}`;
  }

  /** A reject that OpenIM 2's word filter takes: some of its versions heed actionCode 1 with errCode 0 alone. */
  wordFilterRejection(info: string, operationId: () => string): string {
    const start = `{"actionCode":${this.#rejectAction || 1},"errCode":0,"errMsg":${JSON.stringify(info)}`;
    return `${start},"errDlt":"","nextCode":1${this.#operation(operationId)}}`;
  }

  #operation(operationId: () => string): string {
    return this.#hasOperation ? `,"operationID":${JSON.stringify(operationId())}` : '';
  }
}
