import { sameJson } from '#shared/merge/three-way.ts';
import type { CustomerListQuery, CustomerWindow, Unsubscribe } from '../api.ts';
import type { Clock } from '../deps.ts';
import type { Directory } from './directory.ts';

/** Milliseconds in which changes are gathered: a first download changes the list many times a second. */
const GATHER = 50;
/** Rows that one window may hold, whatever is asked for. */
const LARGEST = 500;
/** Lists kept in order: scrolling asks for many windows of one list. */
const REMEMBERED = 4;

export interface Windows {
  watch(
    query: CustomerListQuery,
    window: { from: number; count: number },
    listener: (window: CustomerWindow) => void,
  ): Unsubscribe;
}

/** Windows on the customer list: only what the screen shows leaves the worker. */
export function createWindows(directory: Directory, clock: Clock): Windows {
  const lists = new Map<string, { version: number; rows: Uint32Array }>();

  function listFor(query: CustomerListQuery): Uint32Array {
    const key = JSON.stringify(query);
    const known = lists.get(key);
    lists.delete(key);
    const list =
      known?.version === directory.version()
        ? known
        : { version: directory.version(), rows: directory.list(query) };
    lists.set(key, list);
    const [oldest] = lists.keys();
    if (lists.size > REMEMBERED && oldest !== undefined) lists.delete(oldest);
    return list.rows;
  }

  return {
    watch(query, { from, count }, listener) {
      let last: CustomerWindow | undefined;
      let cancel: (() => void) | undefined;

      function send(): number {
        const started = clock.now();
        const list = listFor(query);
        const next: CustomerWindow = {
          matching: list.length,
          total: directory.size(),
          from,
          rows: Array.from(list.subarray(from, from + Math.min(count, LARGEST)), directory.row),
        };
        if (last === undefined || !sameJson(last, next)) {
          last = next;
          listener(next);
        }
        return clock.now() - started;
      }

      let cost = send();
      const stop = directory.onChange(() => {
        cancel ??= clock.after(Math.max(GATHER, 5 * cost), () => {
          cancel = undefined;
          cost = send();
        });
      });
      return () => {
        stop();
        cancel?.();
      };
    },
  };
}
