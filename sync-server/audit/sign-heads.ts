import type { Client, Pool } from '../db/pool.ts';
import type { AuditKey } from '../identity/audit-key.ts';
import { GENESIS } from './chain.ts';
import { type HeadRow, headOf, isSignedBy, type SignedHead, signHead } from './head.ts';
import { asSealer, chainEnd } from './seal-lines.ts';
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

/**
 * Signs the end of the chain when it is due, and gives the head. What lies between the last head and the end is
 * computed anew first: who rewrites lines and seals in the database does not get them signed.
 */
export function signHeadWhenDue(pool: Pool, key: AuditKey, now: Date): Promise<SignedHead | undefined> {
  return asSealer(pool, async (client) => {
    const last = await lastHead(client);
    const end = await chainEnd(client);
    if (end.pos === 0 && last === undefined) return undefined;
    if (last !== undefined) await checkHead(client, key, last);
    const age = last === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(last.at);
    if (last !== undefined && age < (end.pos === last.pos ? IDLE : EVERY)) return undefined;
    await checkSince(client, last, end.pos);
    const head = signHead(key.privateKey, {
      number: (last?.number ?? 0) + 1,
      pos: end.pos,
      hash: end.hash.toString('hex'),
      at: now.toISOString(),
    });
    await client.query(
      'insert into audit_heads (number, pos, hash, at, signature) values ($1, $2, $3, $4, $5)',
      [head.number, head.pos, head.hash, head.at, head.signature],
    );
    return head;
  });
}

export async function lastHead(client: Pick<Client, 'query'>): Promise<SignedHead | undefined> {
  const found = await client.query<HeadRow>('select * from audit_heads order by number desc limit 1');
  return found.rows[0] && headOf(found.rows[0]);
}

/** Looked at each time, due or not: who took away what was signed is not to wait an hour for the alarm. */
async function checkHead(client: Client, key: AuditKey, head: SignedHead): Promise<void> {
  const found = await client.query<{ hash: Buffer }>('select hash from audit_seals where pos = $1', [
    head.pos,
  ]);
  if (found.rows[0]?.hash.toString('hex') !== head.hash || !isSignedBy(key.publicKey, head)) {
    throw new ChainBrokenError(head.pos);
  }
}

async function checkSince(client: Client, last: SignedHead | undefined, end: number): Promise<void> {
  let pos = last?.pos ?? 0;
  const hash = last === undefined ? GENESIS : Buffer.from(last.hash, 'hex');
  for await (const seal of walkChain(client, { pos, hash })) {
    pos += 1;
    if (seal.pos !== pos || !seal.hash.equals(seal.expected)) throw new ChainBrokenError(pos);
  }
  if (pos !== end) throw new ChainBrokenError(pos);
}
