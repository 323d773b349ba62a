import type { Locks } from '../deps.ts';
import { abortAfter } from '../rpc/silence.ts';

/** A worker of a page that was just reloaded may take a moment to die and let go. */
const PATIENCE = 3_000;

/** The browser's own locks: held as long as this worker lives, freed by its death. */
export function webLocks(manager: LockManager): Locks {
  return {
    acquire: (name) =>
      new Promise((resolve, reject) => {
        const { signal, stop } = abortAfter(PATIENCE);
        manager
          .request(name, { signal }, () => {
            stop();
            return new Promise<void>((release) => resolve(() => release()));
          })
          .catch((error: unknown) => {
            if (error instanceof DOMException && error.name === 'TimeoutError') resolve(null);
            else reject(error);
          })
          .finally(stop);
      }),
  };
}

/** Locks inside one realm, for Node. */
export function memoryLocks(): Locks {
  const held = new Set<string>();
  return {
    acquire: async (name) => {
      if (held.has(name)) return null;
      held.add(name);
      return () => held.delete(name);
    },
  };
}
