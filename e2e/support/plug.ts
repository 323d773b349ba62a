import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Sees the bytes of a connection before they pass; what it returns `false` for is swallowed. */
export type Tap = (direction: 'request' | 'answer', chunk: Buffer) => boolean;

/**
 * The network cable between one device and the server: a TCP relay that can be pulled out and put back. The device's
 * address stays the same all the while, so that its origin does too.
 */
export class Plug {
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #tap: Tap | null = null;

  constructor(targetPort: number) {
    this.#target = targetPort;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async mend(): Promise<void> {
    if (this.#server) return;
    const server = createServer((client) => this.#relay(client));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Every connection breaks, and new ones are refused. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  tap(tap: Tap | null): void {
    this.#tap = tap;
  }

  #relay(client: Socket): void {
    const upstream = connect(this.#target, '127.0.0.1');
    const pairs: [Socket, Socket, 'request' | 'answer'][] = [
      [client, upstream, 'request'],
      [upstream, client, 'answer'],
    ];
    for (const [from, to, direction] of pairs) {
      this.#sockets.add(from);
      from.on('data', (chunk: Buffer) => {
        if (this.#tap?.(direction, chunk) === false) return;
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => from.resume());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
