import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { APP } from '../../support/presend.js';

const SCRIPT = fileURLToPath(new URL('./sending-process.mjs', import.meta.url));

/** One message, and what its sender saw. */
export interface SentMessage {
  readonly key: string;
  /** HTTP's; 0 where there was no answer. */
  readonly status: number;
  readonly text: string;
  /** Content-Type and Content-Length. */
  readonly type: string;
  readonly length: string;
  /** Of the connection, where there was no answer. */
  readonly error: string;
  /** From the moment at which it was due to the end of the answer. */
  readonly ms: number;
  /** How much later than it was due it was sent: what of `ms` is the sender's own. */
  readonly lag: number;
}

/** Sends numbered messages from another process, at a steady rate. */
export class Sender {
  private constructor(
    private readonly child: ChildProcess,
    /** Every key of this sender begins so. */
    readonly prefix: string,
  ) {}

  static start(port: number | string, rate = 500): Sender {
    const prefix = `c${randomBytes(5).toString('hex')}`;
    const child = fork(SCRIPT, [String(port), String(rate), prefix, APP], {
      execArgv: [],
      serialization: 'advanced',
    });
    return new Sender(child, prefix);
  }

  /** Sends no more, and waits for the last answers. */
  async stop(): Promise<readonly SentMessage[]> {
    const answered = once(this.child, 'message') as Promise<[readonly SentMessage[]]>;
    this.child.send('stop');
    return (await answered)[0];
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
