import type { OpenReplica } from '../opened.ts';
import type { Corruption } from '../storage/errors.ts';

const EDITS: readonly string[] = ['outbox', 'ownOutbox'];

export interface Damage {
  /** The storage found something that it cannot read. */
  report(corruption: Corruption): void;
  /** From now on what is reported is repaired, what was reported before too. */
  follow(replica: OpenReplica, onBroken: () => void): void;
}

/**
 * Repairs a replica of which something could not be read. Edits are in memory and are stored again, or their sealed
 * copies reach the server; everything else the server has, so it is downloaded afresh in place. The storage reports
 * from inside a write: what is done about it waits until that is over.
 */
export function createDamage(): Damage {
  const waiting: Corruption[] = [];
  let start: (() => void) | undefined;

  return {
    report(corruption) {
      waiting.push(corruption);
      start?.();
    },
    follow({ outbox, acts, sync }, onBroken) {
      let running = false;

      async function work() {
        while (waiting.length > 0) {
          const found = waiting.splice(0);
          const lost = found.flatMap((corruption) => corruption.lost);
          const unsent = new Set(
            lost.flatMap(({ collection, id }) => (EDITS.includes(collection) ? id : [])),
          );
          if (unsent.size > 0) {
            await outbox.restore(unsent);
            await acts.restore(unsent);
          }
          await sync.repair();
        }
      }

      start = () => {
        if (running) return;
        running = true;
        queueMicrotask(() => {
          work()
            .catch(onBroken)
            .finally(() => {
              running = false;
            });
        });
      };
      if (waiting.length > 0) start();
    },
  };
}
