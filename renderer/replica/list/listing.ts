import type {
  CustomerGroup,
  CustomerListQuery,
  CustomerNeighbours,
  CustomerRow,
  CustomerSelection,
  CustomerSums,
} from '../api/customer-list.ts';
import type { CustomerTable } from './customer-table.ts';
import { sectionsOf } from './grouping.ts';
import { sumsOf } from './sums.ts';

interface Part {
  group: CustomerGroup;
  rows: Uint32Array;
  /** The line after its last. */
  end: number;
}

/** A list as the screen shows it: customers in order and, where it is grouped, the headers between them. */
export interface Listing {
  matching: number;
  lines: number;
  sums: CustomerSums;
  /** What stands on `count` lines from `from` on. */
  window(from: number, count: number): { groups: CustomerGroup[]; rows: CustomerRow[] };
  /** Ids on these lines, both included, and of the closed groups among them. */
  between(from: number, to: number): string[];
  selected(selection: CustomerSelection): string[];
  /** `lastPlace` is where a customer stood that is no longer in the list, from 0. */
  neighbours(customerId: string, lastPlace?: number): CustomerNeighbours;
}

export interface ListingContext {
  table: CustomerTable;
  row(number: number): CustomerRow;
  currency: string;
}

export function createListing(
  { table, row, currency }: ListingContext,
  rows: Uint32Array,
  query: CustomerListQuery,
): Listing {
  const parts = query.group === undefined ? [] : partsOf(table, rows, query, currency);
  const lines = parts.at(-1)?.end ?? rows.length;
  const idOf = (number: number) => table.idOf(number) ?? '';

  /** The rows that stand on these lines, and the headers among them. */
  function cut(from: number, to: number): { groups: CustomerGroup[]; rows: number[] } {
    if (query.group === undefined) return { groups: [], rows: [...rows.subarray(from, to)] };
    const groups: CustomerGroup[] = [];
    const found: number[] = [];
    for (const part of parts) {
      const { line } = part.group;
      if (part.end <= from || line >= to) continue;
      groups.push(part.group);
      if (!part.group.collapsed)
        for (const one of part.rows.subarray(Math.max(0, from - line - 1), Math.max(0, to - line - 1)))
          found.push(one);
    }
    return { groups, rows: found };
  }

  /** All customers in the order of the list, whatever is collapsed. */
  const inOrder = () =>
    query.group === undefined ? rows : Uint32Array.from(parts.flatMap((part) => [...part.rows]));

  return {
    matching: rows.length,
    lines,
    sums: sumsOf(table, rows, currency),
    window(from, count) {
      const found = cut(from, from + count);
      return { groups: found.groups, rows: found.rows.map(row) };
    },
    between(from, to) {
      // A closed group is chosen by its header: nobody sees who is in it, but it is what stands there.
      const closed = parts.filter(
        ({ group: { line, collapsed } }) => collapsed && line >= from && line <= to,
      );
      const hidden = closed.flatMap((part) => [...part.rows]);
      return [...new Set([...cut(from, to + 1).rows, ...hidden].map(idOf))];
    },
    selected(selection) {
      if (selection.kind === 'some') return selection.ids.filter((id) => table.find(id) !== undefined);
      const except = new Set(selection.except);
      return Array.from(rows, idOf).filter((id) => !except.has(id));
    },
    neighbours(customerId, lastPlace) {
      const order = inOrder();
      const number = table.find(customerId);
      const place = number === undefined ? -1 : order.indexOf(number);
      const at = place >= 0 ? place : lastPlace;
      if (at === undefined) return { matching: rows.length };
      const previous = order[at - 1];
      // Who stands where the other one stood comes next.
      const next = order[place >= 0 ? at + 1 : at];
      return {
        matching: rows.length,
        ...(place >= 0 ? { position: place + 1 } : {}),
        ...(previous === undefined ? {} : { previous: idOf(previous) }),
        ...(next === undefined ? {} : { next: idOf(next) }),
      };
    },
  };
}

function partsOf(
  table: CustomerTable,
  rows: Uint32Array,
  query: CustomerListQuery,
  currency: string,
): Part[] {
  if (query.group === undefined) return [];
  const collapsed = new Set(query.collapsed);
  let line = 0;
  return sectionsOf(table, rows, query.group, query).map((section) => {
    const isCollapsed = collapsed.has(section.key);
    const group = {
      key: section.key,
      collapsed: isCollapsed,
      line,
      ...sumsOf(table, section.rows, currency),
    };
    line += 1 + (isCollapsed ? 0 : section.rows.length);
    return { group, rows: section.rows, end: line };
  });
}
