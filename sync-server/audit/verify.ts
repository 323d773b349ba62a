import type { Client, Pool } from '../db/pool.ts';
import { inTransaction } from '../db/pool.ts';
import { GENESIS } from './chain.ts';
import { HeadTrack, type TrackFinding } from './head-track.ts';
import { walkChain } from './walk-chain.ts';

/**
 * `changed`: the line, or its seal, is not what it was. `removed`: the line is gone. `gap`: positions are gone, lines
 * and seals. `inserted`: a line without a seal that does not wait for one. `misplaced`: a seal that is not one of the chain's,
 * below the first position or at one that has another. `cut_off`: the chain ends before a signed
 * head. `rewritten`: the chain at a head is another than the one that was signed. The others are about heads themselves:
 * `forged` (not signed by the key), `out_of_order`, `head_missing` (the numbers have a gap), `other_key`.
 */
export type Fault = 'changed' | 'removed' | 'gap' | 'inserted' | 'misplaced' | TrackFinding['fault'];

export interface Finding {
  readonly fault: Fault;
  /** The position it is at; of a missing stretch the first one. For `inserted` the one it pretends to follow. */
  readonly pos: number;
  /** The last position, where it is a stretch. */
  readonly to?: number;
  readonly lineId?: string;
  /** Which heads say so: `database`, or a file's name. */
  readonly heads?: string;
}

export interface VerifyOptions {
  /** Files of heads that were copied outside the database. */
  readonly headFiles: readonly string[];
  /** Base64 of SPKI; without it the key is the one that the first copied head names. */
  readonly publicKey?: string;
  readonly onFinding: (finding: Finding) => void;
  readonly onProgress?: (pos: number) => void;
}

export interface Verified {
  readonly positions: number;
  /** Lines that wait for their position, which no chain protects yet. */
  readonly waiting: number;
  readonly findings: number;
  /** The last position that a good signature covers, by heads outside the database; 0: none does. */
  readonly provenTo: number;
  /** The key that the heads were checked with; `undefined`: there was no head. */
  readonly publicKey: string | undefined;
}

/**
 * Reads the whole chain in one snapshot, page by page, along with the heads, and reports what does not fit. Memory does
 * not grow with the chain; it grows with nothing but the number of files.
 */
export function verifyChain(pool: Pool, options: VerifyOptions): Promise<Verified> {
  return inTransaction(
    pool,
    (client) => verifyIn(client, options),
    'begin isolation level repeatable read read only',
  );
}

async function verifyIn(client: Client, options: VerifyOptions): Promise<Verified> {
  let findings = 0;
  const report = (finding: Finding) => {
    findings += 1;
    options.onFinding(finding);
  };
  const tracks = await HeadTrack.open(client, options);
  for await (const seal of sealsBefore(client)) report({ fault: 'misplaced', ...seal });
  let pos = 0;
  for await (const seal of walkChain(client, { pos: 0, hash: GENESIS })) {
    if (seal.pos === pos) {
      report({ fault: 'misplaced', pos, lineId: seal.lineId });
    } else if (seal.pos !== pos + 1) {
      report({ fault: 'gap', pos: pos + 1, ...(seal.pos > pos + 2 && { to: seal.pos - 1 }) });
    } else if (!seal.present) {
      report({ fault: 'removed', pos: seal.pos, lineId: seal.lineId });
    } else if (!seal.hash.equals(seal.expected)) {
      report({ fault: 'changed', pos: seal.pos, lineId: seal.lineId });
    }
    pos = seal.pos;
    for (const track of tracks.all) await track.pass(pos, seal.hash, report);
    if (pos % 100_000 === 0) options.onProgress?.(pos);
  }
  for (const track of tracks.all) await track.finish(pos, report);
  for await (const line of unsealedLines(client, pos)) report({ fault: 'inserted', ...line });
  const waiting = await client.query<{ n: number }>('select count(*) as n from audit_unsealed');
  return {
    positions: pos,
    waiting: waiting.rows[0]?.n ?? 0,
    findings,
    provenTo: Math.max(0, ...tracks.outside.map((track) => track.provenTo)),
    publicKey: tracks.publicKey,
  };
}

const PAGE = 500;

/** Seals before the first position, which no walk along the chain comes by. */
async function* sealsBefore(client: Client): AsyncGenerator<{ pos: number; lineId: string }> {
  for (let before = 1; ; ) {
    const found = await client.query<{ pos: number; line_id: string }>(
      `select pos, line_id::text as line_id from audit_seals where pos < $1
       order by pos desc fetch first ${PAGE} rows with ties`,
      [before],
    );
    for (const { pos, line_id: lineId } of found.rows) yield { pos, lineId };
    const last = found.rows.at(-1);
    if (last === undefined || found.rows.length < PAGE) return;
    before = last.pos;
  }
}

/**
 * Lines that were put in without the queue that every line goes through, each with the position before it. A seal counts
 * where the walk came by: from 1 to `end`.
 */
async function* unsealedLines(client: Client, end: number): AsyncGenerator<{ pos: number; lineId: string }> {
  for (let after: string | undefined; ; ) {
    const found = await client.query<{ id: string; pos: number | null }>(
      `select l.id::text as id,
              (select s.pos from audit_seals s where s.line_id < l.id and s.pos between 1 and $1
               order by s.line_id desc limit 1) as pos
       from audit_log l
       where ${after === undefined ? '$2::bigint is null' : 'l.id > $2'}
         and not exists (select from audit_seals s where s.line_id = l.id and s.pos between 1 and $1)
         and not exists (select from audit_unsealed q where q.id = l.id)
       order by l.id fetch first ${PAGE} rows with ties`,
      [end, after],
    );
    for (const { id, pos } of found.rows) yield { lineId: id, pos: pos ?? 0 };
    const last = found.rows.at(-1);
    if (last === undefined || found.rows.length < PAGE) return;
    after = last.id;
  }
}
