import { createServer, connect, type Server, type Socket } from 'node:net';

/** A way to the database that can be cut, or made to hang, like a network. */
export class Wire {
  readonly #sockets = new Set<Socket>();
  #mode: 'open' | 'cut' | 'hanging' = 'open';

  #target = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(databaseUrl: string): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(databaseUrl);
    url.port = String((server.address() as { port: number }).port);
    const wire = new Wire(server, url.href);
    wire.lead(databaseUrl);
    server.on('connection', (client) => wire.#connect(client, wire.#target));
    return wire;
  }

  /** Leads new connections elsewhere: to a server that came back on another port. */
  lead(databaseUrl: string): void {
    this.#target = Number(new URL(databaseUrl).port);
  }

  cut(): void {
    this.#mode = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  hang(): void {
    this.#mode = 'hanging';
    for (const socket of this.#sockets) socket.pause();
  }

  mend(): void {
    this.#mode = 'open';
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #connect(client: Socket, port: number): void {
    if (this.#mode === 'cut') return void client.destroy();
    const server = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('data', (bytes) => other.write(bytes));
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.on('error', () => other.destroy());
      if (this.#mode === 'hanging') socket.pause();
    }
  }
}
