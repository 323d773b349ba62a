import type { Client, Pool } from '../db/pool.ts';
import type { AuditKey } from '../identity/audit-key.ts';
import { GENESIS } from './chain.ts';
import { type HeadRow, headOf, isSignedBy, type SignedHead, signHead } from './head.ts';
import { chainEnd } from './seal-lines.ts';
import { walkChain } from './walk-chain.ts';

/** A chain that grew is signed after this long, in milliseconds. */
const EVERY = 60_000;
/** One that did not grow after this long: a head of now says that nothing was taken away since. */
const IDLE = 60 * 60_000;

/** The chain is not what was signed: no further head is signed before somebody has looked. */
export class ChainBrokenError extends Error {
  readonly pos: number;
  constructor(pos: number) {
    super('the audit chain does not follow on its last signed head');
    this.name = 'ChainBrokenError';
    this.pos = pos;
  }
}

/** Positions that one head covers at most: after an import there is a head on the way, not a wait for the last line. */
const MOST = 50_000;

/**
 * Signs the end of the chain when it is due, and gives the last head signed. What lies between the last head and the
 * new one is computed anew first: who rewrites lines and seals in the database does not get them signed. The sealer
 * goes on meanwhile.
 */
export async function signHeadWhenDue(
  pool: Pool,
  key: AuditKey,
  now: Date,
  most = MOST,
): Promise<SignedHead | undefined> {
  let signed: SignedHead | undefined;
  for (;;) {
    const last = await lastHead(pool);
    const end = await chainEnd(pool);
    if (last !== undefined) await checkHead(pool, key, last);
    // Within one call heads follow on one another until the end is reached.
    if (!isDue(last, end.pos, now, signed !== undefined)) return signed;
    const to = Math.min(end.pos, (last?.pos ?? 0) + most);
    const hash = await checkSince(pool, last, to);
    const head = signHead(key.privateKey, {
      number: (last?.number ?? 0) + 1,
      pos: to,
      hash: hash.toString('hex'),
      at: now.toISOString(),
    });
    if (!(await store(pool, head))) return signed;
    signed = head;
  }
}

function isDue(last: SignedHead | undefined, end: number, now: Date, underWay: boolean): boolean {
  if (last === undefined) return end > 0;
  if (underWay) return end > last.pos;
  return now.getTime() - Date.parse(last.at) >= (end === last.pos ? IDLE : EVERY);
}

/** False when another node has signed meanwhile. */
async function store(pool: Pool, head: SignedHead): Promise<boolean> {
  const stored = await pool.query(
    `insert into audit_heads (number, pos, hash, at, signature) values ($1, $2, $3, $4, $5)
     on conflict (number) do nothing`,
    [head.number, head.pos, head.hash, head.at, head.signature],
  );
  return stored.rowCount === 1;
}

export async function lastHead(client: Pick<Client, 'query'>): Promise<SignedHead | undefined> {
  const found = await client.query<HeadRow>('select * from audit_heads order by number desc limit 1');
  return found.rows[0] && headOf(found.rows[0]);
}

/** Looked at each time, due or not: who took away what was signed is not to wait an hour for the alarm. */
async function checkHead(client: Pick<Client, 'query'>, key: AuditKey, head: SignedHead): Promise<void> {
  const found = await client.query<{ hash: Buffer }>('select hash from audit_seals where pos = $1', [
    head.pos,
  ]);
  if (found.rows[0]?.hash.toString('hex') !== head.hash || !isSignedBy(key.publicKey, head)) {
    throw new ChainBrokenError(head.pos);
  }
}

/** Computes the chain anew behind a head, up to a position, and gives the hash there. */
async function checkSince(
  client: Pick<Client, 'query'>,
  last: SignedHead | undefined,
  to: number,
): Promise<Buffer> {
  let pos = last?.pos ?? 0;
  let hash: Buffer = last === undefined ? GENESIS : Buffer.from(last.hash, 'hex');
  if (pos === to) return hash;
  for await (const seal of walkChain(client, { pos, hash })) {
    pos += 1;
    if (seal.pos !== pos || !seal.hash.equals(seal.expected)) throw new ChainBrokenError(pos);
    hash = seal.hash;
    if (pos === to) return hash;
  }
  throw new ChainBrokenError(pos + 1);
}
