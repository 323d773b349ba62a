import { STREAM_PING_SECONDS, streamEvent } from '#shared/protocol/stream.ts';
import type { Clock } from '../deps.ts';
import { createEventParser } from './sse.ts';

export interface StreamOptions {
  open(signal: AbortSignal): Promise<Response>;
  clock: Clock;
  signal: AbortSignal;
  onOpen(): void;
  onPoke(): void;
  onDecide(): void;
}

/** Missed pings after which an open connection counts as dead: a line that was cut does not close it. */
const MISSED = 3;

/** Listens until the stream ends. Resolves when the server says goodbye, rejects when it was lost. */
export async function listen(options: StreamOptions): Promise<void> {
  const silence = new AbortController();
  let cancel: () => void = () => undefined;
  const alive = () => {
    cancel();
    cancel = options.clock.after(MISSED * STREAM_PING_SECONDS * 1000, () => silence.abort());
  };
  alive();
  try {
    const response = await options.open(AbortSignal.any([silence.signal, options.signal]));
    if (!response.ok || response.body === null) throw new Error(`stream refused: ${response.status}`);
    options.onOpen();
    let goodbye = false;
    const parse = createEventParser((name) => {
      const event = streamEvent.safeParse(name);
      if (event.data === 'poke') options.onPoke();
      if (event.data === 'decide') options.onDecide();
      if (event.data === 'bye') goodbye = true;
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      alive();
      parse(value);
    }
    if (!goodbye) throw new Error('stream cut');
  } finally {
    cancel();
  }
}
