import { createPeer } from '#renderer/replica/rpc/peer.ts';
import { portOf } from '#renderer/replica/rpc/port.ts';
import type { SearchBench, Typed } from './contract.ts';

/** The window's side: types key by key, and takes the time from the key to its answer. */
const worker = new Worker('/worker.js', { type: 'module' });
const peer = createPeer<SearchBench, { calls: Record<never, never>; streams: Record<never, never> }>(
  portOf(worker, () => worker.terminate()),
  { calls: {}, streams: {} },
  { timeoutOf: () => 0 },
);
const LIMIT = 20;
/** Milliseconds between two keys, as a fast typist's, shortened. */
const PAUSE = 4;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, PAUSE));

export interface Keystroke {
  kind: string;
  text: string;
  milliseconds: number;
}

async function type(how: 'search' | 'scan', texts: readonly Typed[]): Promise<Keystroke[]> {
  const times: Keystroke[] = [];
  for (const { kind, text } of texts)
    for (let length = 1; length <= text.length; length += 1) {
      const typed = text.slice(0, length).toWellFormed();
      await pause();
      const from = performance.now();
      await peer.call(how, typed, LIMIT);
      times.push({ kind, text: typed, milliseconds: performance.now() - from });
    }
  return times;
}

Object.assign(globalThis, {
  bench: {
    fill: (customers: number) => peer.call('fill', customers),
    texts: (customers: number) => peer.call('texts', customers),
    type,
  },
});
