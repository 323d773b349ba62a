import type { AskedRequest } from './commands.ts';

interface Waiting {
  asked: AskedRequest;
  answer(response: Response): void;
  fail(): void;
}

/** The device's end of the line: a request waits until the world says what became of it. */
export class Line {
  #asked = 0;
  #fresh: AskedRequest[] = [];
  readonly #waiting = new Map<number, Waiting>();
  /** No request leaves the device any more. */
  dead = false;

  readonly fetch: typeof fetch = (input, init) => {
    // No stream reaches a simulated device: who is told when to pull would leave no choice to the steps.
    if (this.dead || new URL(String(input)).pathname === '/sync/stream')
      return Promise.reject(new TypeError('fetch failed'));
    return new Promise((resolve, reject) => {
      this.#asked += 1;
      const id = this.#asked;
      const headers = new Headers(init?.headers);
      const token = headers.get('authorization')?.replace(/^Bearer /, '');
      const asked: AskedRequest = {
        id,
        path: new URL(String(input)).pathname,
        method: init?.method ?? 'GET',
        ...(token === undefined ? {} : { token }),
        ...(typeof init?.body === 'string' ? { body: init.body } : {}),
      };
      const fail = () => {
        this.#waiting.delete(id);
        reject(new TypeError('fetch failed'));
      };
      init?.signal?.addEventListener('abort', fail);
      this.#fresh.push(asked);
      this.#waiting.set(id, {
        asked,
        fail,
        answer: (response) => {
          this.#waiting.delete(id);
          resolve(response);
        },
      });
    });
  };

  /** Requests since the last call, in an order that does not depend on which thread was faster. */
  takeFresh(): AskedRequest[] {
    const fresh = this.#fresh.filter(({ id }) => this.#waiting.has(id));
    this.#fresh = [];
    return fresh.sort((a, b) => a.path.localeCompare(b.path) || a.id - b.id);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** `cutAt`: the part of the body (0 to 1) after which the connection breaks. */
  answer(id: number, status: number, body: string, cutAt?: number): void {
    const waiting = this.#waiting.get(id);
    if (status === 204) waiting?.answer(new Response(null, { status }));
    else if (cutAt === undefined) waiting?.answer(new Response(body, { status }));
    else waiting?.answer(new Response(brokenAt(body, cutAt), { status }));
  }

  fail(id: number): void {
    this.#waiting.get(id)?.fail();
  }

  die(): void {
    this.dead = true;
    for (const waiting of [...this.#waiting.values()]) waiting.fail();
    this.#fresh = [];
  }
}

function brokenAt(body: string, part: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new TypeError('terminated'));
      else controller.enqueue(bytes.subarray(0, Math.floor(bytes.length * part)));
      sent = true;
    },
  });
}
