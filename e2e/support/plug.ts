import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Sees the bytes of a connection before they pass; what it returns `false` for is swallowed. */
export type Tap = (direction: 'request' | 'answer', chunk: Buffer) => boolean;

const END_OF_HEAD = '\r\n\r\n';

/** What is to happen in the middle of an answer. */
export interface Fault {
  path: string;
  /** Answers to this path that come whole first. */
  skip?: number;
  /** Bytes of the answer's body that pass; nothing of its connection does after. */
  after: number;
  /** Absent: the connection breaks. */
  strike?: () => void;
}

interface ArmedFault extends Fault {
  skip: number;
  struck: () => void;
}

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
  #fault: ArmedFault | null = null;

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

  /** Strikes in the middle of an answer; resolves when that has happened. */
  inAnswer(fault: Fault): Promise<void> {
    return new Promise((resolve) => {
      this.#fault = { ...fault, skip: fault.skip ?? 0, struck: resolve };
    });
  }

  #relay(client: Socket): void {
    const upstream = connect(this.#target, '127.0.0.1');
    const judge = this.#judge(() => {
      client.destroy();
      upstream.destroy();
    });
    const pairs: [Socket, Socket, 'request' | 'answer'][] = [
      [client, upstream, 'request'],
      [upstream, client, 'answer'],
    ];
    for (const [from, to, direction] of pairs) {
      this.#sockets.add(from);
      from.on('data', (chunk: Buffer) => {
        if (this.#tap?.(direction, chunk) === false) return;
        const passing = judge(direction, chunk);
        if (passing.length > 0 && !to.write(passing)) from.pause();
      });
      to.on('drain', () => from.resume());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  /** Of one connection: how much of a chunk passes. */
  #judge(destroy: () => void) {
    let fault: ArmedFault | null = null;
    let left = Number.NaN;
    let asked: Buffer | null = null;
    return (direction: 'request' | 'answer', chunk: Buffer): Buffer => {
      if (direction === 'request') {
        if (chunk.includes(' HTTP/1.1\r\n')) asked = chunk;
        return chunk;
      }
      // Only what is answered counts: a server that is down is asked as well.
      if (fault === null && asked !== null) fault = this.#claim(asked);
      asked = null;
      if (fault === null) return chunk;
      if (Number.isNaN(left)) left = fault.after + chunk.indexOf(END_OF_HEAD) + END_OF_HEAD.length;
      const { strike = destroy, struck } = fault;
      const passing = chunk.subarray(0, Math.max(0, left));
      if (left >= 0 && chunk.length > left) {
        // After what passes is on its way.
        setImmediate(() => {
          strike();
          struck();
        });
      }
      left -= chunk.length;
      return passing;
    };
  }

  /** The fault that waits for this request, if it is its turn. */
  #claim(request: Buffer): ArmedFault | null {
    const fault = this.#fault;
    if (fault === null || !request.includes(`POST ${fault.path} `)) return null;
    fault.skip--;
    if (fault.skip >= 0) return null;
    this.#fault = null;
    return fault;
  }
}
