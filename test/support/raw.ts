import { connect, type Socket } from 'node:net';

/**
 * Writes bytes as they are, and reads what comes until the other end closes or `ms` have passed.
 *
 * @param more written again and again, as fast as it is taken or every `everyMs`
 * @returns what came, and whether the other end has closed
 */
export async function raw(
  url: string,
  bytes: string,
  { ms = 2_000, more, everyMs = 0 }: { ms?: number; more?: string; everyMs?: number } = {},
): Promise<{ text: string; isClosed: boolean }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  // A reset is one way to be cut off.
  socket.on('error', () => {});
  const closed = new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)));
  socket.write(bytes);
  if (more !== undefined) void keepWriting(socket, more, everyMs, closed);
  const passed = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ms).unref());
  const isClosed = await Promise.race([closed, passed]);
  socket.destroy();
  return { text, isClosed };
}

async function keepWriting(
  socket: Socket,
  more: string,
  everyMs: number,
  closed: Promise<unknown>,
): Promise<void> {
  while (socket.writable) {
    const isTaken = socket.write(more);
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
    else if (!isTaken) await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))]);
  }
}
