import type { Client } from '../db/pool.ts';
import { type ChainLine, hashAt, LINE_COLUMNS } from './chain.ts';

/** A position as it is stored, beside what it ought to be. */
export interface WalkedSeal {
  readonly pos: number;
  readonly lineId: string;
  readonly hash: Buffer;
  /** Of the stored hash before it and the line as it is now. */
  readonly expected: Buffer;
  /** The line is there. */
  readonly present: boolean;
}

interface Row extends ChainLine {
  readonly pos: number;
  readonly hash: Buffer;
  readonly present: boolean;
}

/** Read at a time: what the walk holds in memory, however long the chain. */
const PAGE = 2_000;

/**
 * Reads the seals behind a position in their order, each with its line, page by page. The hash before each is the
 * stored one: a line that was changed shows at its own position and at no other. A position that is there twice comes twice.
 */
export async function* walkChain(
  client: Pick<Client, 'query'>,
  after: { readonly pos: number; readonly hash: Buffer },
): AsyncGenerator<WalkedSeal> {
  let { pos, hash: previous } = after;
  for (;;) {
    const page = await client.query<Row>(
      `select s.pos, s.hash, s.line_id::text as id, l.id is not null as present, ${LINE_COLUMNS}
       from audit_seals s left join audit_log l on l.id = s.line_id
       where s.pos > $1 order by s.pos fetch first ${PAGE} rows with ties`,
      [pos],
    );
    for (const { pos: at, hash, present, ...line } of page.rows) {
      yield { pos: at, lineId: line.id, hash, present, expected: hashAt(previous, at, line) };
      pos = at;
      previous = hash;
    }
    if (page.rows.length < PAGE) return;
  }
}
