import { open } from 'node:fs/promises';
import { NONCE } from '../traffic.mjs';

/** The numbers of two phases are so far apart at the least. */
const MOST_PER_PHASE = 10_000_000;
const FIRST = 1_000_000_000;
/** Numbers have to fit into 32 bits. */
const PHASES = 300;

/**
 * Messages that are ready to be sent, in memory and in a file as whole HTTP requests. Each phase goes on where the one
 * before has ended.
 */
export class Shot {
  #phase = 0;

  /**
   * @param {string} file
   * @param {readonly import('../traffic.mjs').Message[]} messages
   * @param {readonly number[]} offsets where in the file each begins
   */
  constructor(file, messages, offsets) {
    this.file = file;
    this.messages = messages;
    this.offsets = offsets;
    /** By server: where its next phase begins. All servers get the same messages. */
    this.next = new Map();
  }

  /** @param {string} file @param {Iterable<import('../traffic.mjs').Message>} source */
  static async write(file, source) {
    const [messages, offsets] = [[], []];
    const handle = await open(file, 'w');
    let [at, lines] = [0, []];
    for (const message of source) {
      messages.push(message);
      offsets.push(at);
      const raw = rawOf(message);
      const line = Buffer.concat([Buffer.from(`${raw.length}\n`), raw]);
      at += line.length;
      lines.push(line);
      if (lines.length === 5_000) await handle.write(Buffer.concat(lines.splice(0)));
    }
    await handle.write(Buffer.concat(lines));
    await handle.close();
    return new Shot(file, messages, offsets);
  }

  /** A first number that leaves enough to the next phase. */
  takeNonce() {
    return FIRST + (this.#phase++ % PHASES) * MOST_PER_PHASE;
  }

  /** What has to be answered to `count` messages from the one at `first` on. */
  expected(first, count) {
    let [rejected, changed] = [0, 0];
    for (let at = 0; at < count; at++) {
      const { verdict, isChanged } = this.messages[(first + at) % this.messages.length];
      if (verdict === 'reject') rejected++;
      if (isChanged) changed++;
    }
    return { rejected, changed };
  }
}

function rawOf({ path, body }) {
  const bytes = Buffer.from(body);
  const head = `POST ${path} HTTP/1.1\r\nHost: presend\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** @param {string} body @param {number} nonce */
export const withNonce = (body, nonce) => body.replaceAll(NONCE, String(nonce));
