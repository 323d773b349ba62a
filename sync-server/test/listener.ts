import type { StreamEvent } from '#shared/protocol/stream.ts';
import type { Device } from './device.ts';
import { until } from './until.ts';

/** A client of the poke stream that counts what it hears. */
export class Listener {
  readonly headers: Headers;
  ended = false;
  readonly #events: string[] = [];
  readonly #abort: AbortController;

  private constructor(response: Response, abort: AbortController) {
    this.headers = response.headers;
    this.#abort = abort;
    this.#read(response).catch(() => {
      this.ended = true;
    });
  }

  /** Connects, and waits for the first event: from then on nothing is missed. */
  static async of(device: Device, headers: Record<string, string> = {}): Promise<Listener> {
    const abort = new AbortController();
    const response = await fetch(`${device.url}/sync/stream`, {
      headers: { ...headers, authorization: `Bearer ${device.session?.accessToken}` },
      signal: abort.signal,
    });
    if (!response.ok) throw new Error(`stream refused: ${response.status}`);
    const listener = new Listener(response, abort);
    await until(async () => listener.#events.length > 0);
    return listener;
  }

  count(event: StreamEvent): number {
    return this.#events.filter((name) => name === event).length;
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(response: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.#events.push(/^event: (\w+)$/m.exec(block)?.[1] ?? '?');
    }
    this.ended = true;
  }
}
