import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { quickCrypto, rememberKey } from './crypto.ts';

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
 * Takes a realm's sources of delay into our hands, so that a step has a definite end: what other threads have done
 * comes back in a fixed order and when nothing else moves, and timers fire when they are told to. To be called once,
 * before the realm loads anything else.
 */
export function takeTime() {
  const turn = globalThis.setImmediate;
  let working = 0;
  let now = 0;
  let order = 0;
  const timers = new Map<number, Timer>();

  /** What other threads work on, in the order in which it was given to them. */
  const elsewhere: (() => Promise<void>)[] = [];

  holdSubtle(
    (work) =>
      new Promise((resolve, reject) => {
        // Heard of here, told when its turn comes: which thread was faster must not show.
        const settled = work.then(
          (value) => () => resolve(value),
          (error: unknown) => () => reject(error),
        );
        elsewhere.push(async () => (await settled)());
        // A command may wait for this one thing, and for quiet only after it.
        void turns();
      }),
  );
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

  let turning: Promise<void> | undefined;
  function turns(): Promise<void> {
    turning ??= turnUntilIdle().finally(() => {
      turning = undefined;
    });
    return turning;
  }

  async function turnUntilIdle(): Promise<void> {
    for (;;) {
      for (let idle = 0; idle < TURNS; idle = working === 0 ? idle + 1 : 0)
        await new Promise((done) => turn(done));
      const first = elsewhere.shift();
      if (first === undefined) return;
      await first();
    }
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

function holdSubtle(hold: (work: Promise<unknown>) => Promise<unknown>): void {
  const { prototype } = SubtleCrypto;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
    if (name === 'constructor' || typeof value !== 'function') continue;
    const quickly: ((...args: unknown[]) => unknown) | undefined = Reflect.get(quickCrypto, name);
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      async value(this: unknown, ...args: unknown[]) {
        const quick = quickly?.apply(quickCrypto, args);
        if (quick !== undefined) return quick;
        const result: unknown = await hold(Promise.resolve(value.apply(this, args)));
        if (name === 'importKey') rememberKey(result as CryptoKey, args[0], args[1]);
        return result;
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
