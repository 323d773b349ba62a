import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Timers up to this many milliseconds belong to the work at hand and fire as soon as nothing else is left. */
const AT_ONCE = 10;
/** Turns of the event loop without any work after which there is none. */
const TURNS = 5;

interface Timer {
  at: number;
  order: number;
  action: () => void;
}

/**
 * Takes a realm's sources of delay into our hands, so that a step has a definite end: work handed to other threads is
 * counted, and timers fire when they are told to. To be called once, before the realm loads anything else.
 */
export function takeTime() {
  const turn = globalThis.setImmediate;
  let working = 0;
  let now = 0;
  let order = 0;
  const timers = new Map<number, Timer>();

  const count = <T>(promise: Promise<T>): Promise<T> => {
    working += 1;
    return promise.finally(() => {
      working -= 1;
    });
  };

  countSubtle(count);
  Object.assign(globalThis, {
    CompressionStream: class extends OneShot {
      constructor() {
        super(deflateRawSync);
      }
    },
    DecompressionStream: class extends OneShot {
      constructor() {
        super(inflateRawSync);
      }
    },
    setImmediate: (action: (...args: unknown[]) => void, ...args: unknown[]) => {
      working += 1;
      return turn(() => {
        working -= 1;
        action(...args);
      });
    },
    setTimeout: (action: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) => {
      order += 1;
      timers.set(order, { at: now + milliseconds, order, action: () => action(...args) });
      return order;
    },
    clearTimeout: (id: number) => void timers.delete(id),
  });

  function next(): Timer | undefined {
    return [...timers.values()].sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }

  /** Fires what is due within so many milliseconds from now; false when nothing was. */
  function fire(within: number): boolean {
    const timer = next();
    if (timer === undefined || timer.at > now + within) return false;
    now = Math.max(now, timer.at);
    timers.delete(timer.order);
    timer.action();
    return true;
  }

  async function turns(): Promise<void> {
    for (let idle = 0; idle < TURNS; idle = working === 0 ? idle + 1 : 0)
      await new Promise((done) => turn(done));
  }

  /** Resolves when nothing moves any more but by a message or a later timer. */
  async function settled(): Promise<void> {
    do await turns();
    while (fire(AT_ONCE));
  }

  return {
    settled,
    /** Lets so many milliseconds pass. */
    async pass(milliseconds: number): Promise<void> {
      await settled();
      const end = now + milliseconds;
      while (fire(end - now)) await settled();
      now = end;
    },
  };
}
export type Time = ReturnType<typeof takeTime>;

function countSubtle(count: <T>(promise: Promise<T>) => Promise<T>): void {
  const { prototype } = SubtleCrypto;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
    if (name === 'constructor' || typeof value !== 'function') continue;
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: unknown, ...args: unknown[]) {
        return count(Promise.resolve(value.apply(this, args)));
      },
    });
  }
}

/** A (de)compression that is done on this thread when its input has ended. */
class OneShot extends TransformStream<Uint8Array, Uint8Array> {
  constructor(work: (input: Uint8Array) => Uint8Array) {
    const parts: Uint8Array[] = [];
    super({
      transform: (part) => void parts.push(part),
      flush: (controller) => controller.enqueue(new Uint8Array(work(Buffer.concat(parts)))),
    });
  }
}
