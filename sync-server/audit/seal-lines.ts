import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { type ChainLine, GENESIS, hashAt, LINE_COLUMNS } from './chain.ts';
import { noteSequences } from './sequences.ts';

/** Held by whoever adds to the chain: one sealer at a time among all nodes. */
const SEALER_LOCK = 7_302_020;
/** Lines of one transaction. */
const BATCH = 5_000;

/** The end of the chain; position 0 before the first line. */
export interface ChainEnd {
  readonly pos: number;
  readonly hash: Buffer;
}

/** Runs `work` as the one sealer, in a transaction; `undefined` while another node is it. */
function asSealer<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T | undefined> {
  return inTransaction(pool, async (client) => {
    const got = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
      SEALER_LOCK,
    ]);
    return got.rows[0]?.got === true ? await work(client) : undefined;
  });
}

/** The newest seal. */
export async function chainEnd(client: Pick<Client, 'query'>): Promise<ChainEnd> {
  const found = await client.query<{ pos: number; hash: Buffer }>(
    'select pos, hash from audit_seals order by pos desc limit 1',
  );
  return found.rows[0] ?? { pos: 0, hash: GENESIS };
}

/**
 * Gives every committed line that has none its position in the chain, until none is left. Positions are given after
 * commit: a line of a transaction that commits late comes after those sealed before it, and none is passed over.
 * Returns how many were sealed; 0 while another node is the sealer.
 */
export async function sealLines(pool: Pool, now: Date, batch = BATCH): Promise<number> {
  let sealed = 0;
  const waiting = await pool.query('select 1 from audit_unsealed limit 1');
  if (waiting.rowCount === 0) return sealed;
  for (;;) {
    const count = (await asSealer(pool, (client) => sealBatch(client, now, batch))) ?? 0;
    sealed += count;
    if (count < batch) return sealed;
  }
}

async function sealBatch(client: Client, now: Date, batch: number): Promise<number> {
  // What was queued and is gone again gets its position all the same: the chain then says that a line is missing.
  const taken = await client.query<ChainLine>(
    `with taken as (
       delete from audit_unsealed where id = any (array(select id from audit_unsealed order by id limit $1))
       returning id)
     select t.id::text as id, ${LINE_COLUMNS} from taken t left join audit_log l on l.id = t.id order by t.id`,
    [batch],
  );
  if (taken.rows.length === 0) return 0;
  let { pos, hash } = await chainEnd(client);
  const first = pos + 1;
  const hashes = taken.rows.map((line) => {
    pos += 1;
    hash = hashAt(hash, pos, line);
    return hash;
  });
  await client.query(
    `insert into audit_seals (pos, line_id, hash)
     select $1::bigint + n - 1, id, hash from unnest($2::bigint[], $3::bytea[]) with ordinality as t (id, hash, n)`,
    [first, taken.rows.map(({ id }) => id), hashes],
  );
  await noteSequences(client, taken.rows, now);
  return taken.rows.length;
}
