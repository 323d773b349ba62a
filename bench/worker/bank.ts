import { dayNumberOf } from '#shared/domain/day-number.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import { openBank } from '#sync-server/demo/bank.ts';
import { neighbourhood } from '#sync-server/demo/neighbourhood.ts';

/** A document as it comes over the wire, with the server's revision. */
export type Row = Record<string, unknown> & { id: string; rev: number };

/** Documents by collection, about {@link PAGE} of them, and the checkpoint that goes with them. */
export interface Page {
  number: number;
  documents: Map<CollectionName, Row[]>;
  count: number;
}

/** Documents per page, for every subject. */
export const PAGE = 2000;
const BANK = openBank(1, dayNumberOf('2026-11-02'), Number.MAX_SAFE_INTEGER);

/** The files of the demo bank, one customer after the other: the same mix of kinds, the same documents each time. */
export function* pagesOf(documents: number): Generator<Page> {
  let left = documents;
  for (let number = 1, block = 0; left > 0; number += 1) {
    const page: Page = { number, documents: new Map(), count: 0 };
    for (; page.count < Math.min(PAGE, left); block += 1)
      for (const [name, list] of Object.entries(neighbourhood(BANK, block)))
        for (const document of list as { id: string }[]) {
          if (page.count === left) break;
          const rows = page.documents.get(name as CollectionName) ?? [];
          rows.push({ ...document, rev: page.count + 1 });
          page.documents.set(name as CollectionName, rows);
          page.count += 1;
        }
    left -= page.count;
    // As a response is parsed: texts in one piece, and objects of few shapes.
    for (const [name, rows] of page.documents) page.documents.set(name, JSON.parse(JSON.stringify(rows)));
    yield page;
  }
}

/** The largest branch: what its page shows is the longest list. */
export const BRANCH = BANK.organisation.teams[0]?.branch.id ?? '';
