import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from './session.ts';
import { Refusal, refusalOf } from './wire.ts';

const SILENCE_MS = 45_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export type StreamEvent = 'poke' | 'decide' | 'ping' | 'bye';

/** Hears the server for one session and connects anew when it falls silent, says `bye` or is gone. */
export class Stream {
  readonly ended: Promise<void>;
  readonly #session: Session;
  readonly #hear: (event: StreamEvent | 'open') => void;
  readonly #stopped = new AbortController();

  /** `hear` gets each event, and `open` at each connection: what was missed before it is to be pulled. */
  constructor(session: Session, hear: (event: StreamEvent | 'open') => void) {
    this.#session = session;
    this.#hear = hear;
    this.ended = this.#run();
  }

  stop(): Promise<void> {
    this.#stopped.abort();
    return this.ended;
  }

  async #run(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.#stopped.signal.aborted) {
      try {
        const heard = await this.#listen();
        pause = heard ? FIRST_PAUSE_MS : pause;
      } catch (error) {
        if (error instanceof Refusal && error.code === 'unauthenticated')
          await this.#session.refresh().catch(() => undefined);
        else if (error instanceof Refusal && error.status === 403) return;
      }
      const jittered = pause * (1 + Math.random() / 2);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      await delay(jittered, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
    }
  }

  /** One connection; says whether it heard anything. */
  async #listen(): Promise<boolean> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE_MS);
    let heard = false;
    try {
      const response = await fetch(`${this.#session.url}/sync/stream`, {
        headers: { authorization: `Bearer ${this.#session.accessToken}`, accept: 'text/event-stream' },
        signal: AbortSignal.any([this.#stopped.signal, silence.signal]),
      });
      if (!response.ok) throw await refusalOf(response);
      this.#hear('open');
      let rest = '';
      for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
        const events = (rest + text).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          const name = /^event: (.*)$/m.exec(event)?.[1];
          heard = true;
          if (name === 'poke' || name === 'decide' || name === 'ping' || name === 'bye') this.#hear(name);
          if (name === 'bye') {
            await this.#session.refresh();
            return true;
          }
        }
      }
      return heard;
    } finally {
      clearTimeout(timer);
    }
  }
}
