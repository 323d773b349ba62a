import { sameJson } from '#shared/merge/three-way.ts';
import type {
  CustomerListQuery,
  CustomerNeighbours,
  CustomerSelection,
  CustomerSums,
  CustomerWindow,
} from '../api/customer-list.ts';
import type { Unsubscribe } from '../api/replica.ts';
import type { Clock } from '../deps.ts';
import type { Directory } from './directory.ts';
import type { Listing } from './listing.ts';
import { remembering } from './remembering.ts';

/** Milliseconds in which changes are gathered: a first download changes the list many times a second. */
const GATHER = 50;
/** Rows that one window may hold, whatever is asked for. */
const LARGEST = 500;
/** Lists kept in order: scrolling asks for many windows of one list. */
const REMEMBERED = 4;

/** What screens ask of lists of customers: only what they show leaves the worker. */
export interface Windows {
  watch(
    query: CustomerListQuery,
    window: { from: number; count: number },
    listener: (window: CustomerWindow) => void,
  ): Unsubscribe;
  neighbours(
    query: CustomerListQuery,
    customerId: string,
    listener: (neighbours: CustomerNeighbours) => void,
  ): Unsubscribe;
  between(query: CustomerListQuery, from: number, to: number): string[];
  selected(query: CustomerListQuery, selection: CustomerSelection): string[];
  sums(query: CustomerListQuery, selection: CustomerSelection): CustomerSums;
}

export function createWindows(directory: Directory, clock: Clock): Windows {
  const orders = remembering(REMEMBERED, directory.version, directory.list);
  const listings = remembering(REMEMBERED, directory.version, (query: CustomerListQuery) => {
    // Opening and closing a group puts nothing in another order.
    const { group, collapsed, ...ordered } = query;
    return directory.listing(orders(ordered), query);
  });

  /** Tells what `look` sees now, and again when it has changed. */
  function follow<T>(look: () => T, listener: (value: T) => void): Unsubscribe {
    let last: T | undefined;
    let cancel: (() => void) | undefined;

    function send(): number {
      const started = clock.now();
      const next = look();
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
  }

  return {
    watch: (query, { from, count }, listener) =>
      follow(() => windowOf(listings(query), directory.size(), from, count), listener),
    neighbours(query, customerId, listener) {
      let place: number | undefined;
      return follow(() => {
        const found = listings(query).neighbours(customerId, place);
        if (found.position !== undefined) place = found.position - 1;
        return found;
      }, listener);
    },
    between: (query, from, to) => listings(query).between(from, to),
    selected: (query, selection) => listings(query).selected(selection),
    sums: (query, selection) => directory.sums(listings(query).selected(selection)),
  };
}

function windowOf(listing: Listing, total: number, from: number, count: number): CustomerWindow {
  const { matching, lines, sums } = listing;
  return { matching, total, from, lines, sums, ...listing.window(from, Math.min(count, LARGEST)) };
}
