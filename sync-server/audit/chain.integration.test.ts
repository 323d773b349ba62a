import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Act, auditAll } from '../admin/audit.ts';
import { loadKeys, type ServerKeys } from '../identity/keys.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { GENESIS, hashAt } from './chain.ts';
import { HeadCopies } from './copy-heads.ts';
import { findingText } from './finding-text.ts';
import { headFileOf, headFilesIn } from './head-file.ts';
import { sealLines } from './seal-lines.ts';
import { ChainBrokenError, signHeadWhenDue } from './sign-heads.ts';
import { type Finding, verifyChain } from './verify.ts';
import { walkChain } from './walk-chain.ts';

let database: TestDatabase;
let keys: ServerKeys;
let folder: string;
let copies: HeadCopies;
const NODE = 'node-1';

beforeEach(async () => {
  database = await createTestDatabase();
  keys = await loadKeys(database.pool, 'a secret of twenty-four characters');
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-heads-'));
  copies = new HeadCopies(folder, NODE);
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const now = (minute: number) => new Date(Date.UTC(2026, 10, 22, 9, minute));

const act = (given: Partial<Act> = {}): Act => ({
  actorId: v7(),
  action: 'act.open',
  customerId: v7(),
  reason: '柜面办理',
  detail: { fields: ['mobile'], n: 1.5 },
  deviceId: v7(),
  ...given,
});

/** Lines, sealed, signed at that minute and copied. */
async function write(count: number, minute: number): Promise<void> {
  await auditAll(
    database.pool,
    Array.from({ length: count }, () => act()),
    now(minute),
  );
  await sealLines(database.pool, now(minute));
  await signHeadWhenDue(database.pool, keys.audit, now(minute));
  await copies.copy(database.pool, keys.audit);
}

/** As the superuser, with triggers out of force. */
async function tamper(sql: string): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query(`begin; set local session_replication_role = replica; ${sql}; commit`);
  } finally {
    client.release();
  }
}

/** Lines that no queue has seen; their ids. */
async function plant(count: number): Promise<string[]> {
  const next = await database.pool.query<{ id: string }>('select (max(id) + 1)::text as id from audit_log');
  const ids = Array.from({ length: count }, (_, more) => String(Number(next.rows[0]?.id) + more));
  for (const id of ids)
    await tamper(`insert into audit_log (id, at, actor_id, action, reason) overriding system value
      select ${id}, at, actor_id, action, reason from audit_log limit 1`);
  return ids;
}

async function verify(given: { headFiles?: string[]; publicKey?: string } = {}) {
  const findings: Finding[] = [];
  const verified = await verifyChain(database.pool, {
    headFiles: given.headFiles ?? (await headFilesIn(folder)),
    ...(given.publicKey !== undefined && { publicKey: given.publicKey }),
    onFinding: (finding) => findings.push(finding),
  });
  return { ...verified, findings, faults: findings.map(({ fault, pos }) => `${fault} ${pos}`) };
}

/** Computes the chain anew from a position on, as somebody would who owns the database. */
async function rebuild(): Promise<void> {
  await tamper('truncate audit_seals');
  const found = await database.pool.query<{ id: string }>('select id::text as id from audit_log order by id');
  await database.pool.query('insert into audit_unsealed (id) select id from audit_log');
  await sealLines(database.pool, now(50));
  expect(found.rowCount).toBeGreaterThan(0);
}

describe('the audit chain', () => {
  it('has a position without gaps for every committed line, and nothing is found in it', async () => {
    await write(3, 0);
    await write(4, 2);
    const seals = await database.pool.query<{ pos: number }>('select pos from audit_seals order by pos');
    expect(seals.rows.map(({ pos }) => pos)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await verify()).toMatchObject({ positions: 7, waiting: 0, findings: [], provenTo: 7 });
  });

  it('neither passes over nor puts in order anew what is committed late', async () => {
    const late = await database.pool.connect();
    await late.query('begin');
    await auditAll(late, [act({ reason: 'late' })], now(0));
    await write(2, 0);
    await late.query('commit');
    late.release();
    await write(1, 2);
    const order = await database.pool.query<{ reason: string }>(
      'select l.reason from audit_seals s join audit_log l on l.id = s.line_id order by s.pos',
    );
    expect(order.rows.map(({ reason }) => reason)).toEqual(['柜面办理', '柜面办理', 'late', '柜面办理']);
    expect((await verify()).findings).toEqual([]);
  });

  it('is added to by one sealer, whichever node it is, in batches of any size', async () => {
    await auditAll(
      database.pool,
      Array.from({ length: 57 }, () => act()),
      now(0),
    );
    const counts = await Promise.all(Array.from({ length: 6 }, () => sealLines(database.pool, now(0), 10)));
    while ((await sealLines(database.pool, now(0), 10)) > 0);
    const found = await database.pool.query<{ n: number; last: number }>(
      'select count(*) as n, max(pos) as last from audit_seals',
    );
    expect(found.rows).toEqual([{ n: 57, last: 57 }]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(57);
    expect((await verify()).findings).toEqual([]);
  });

  it('is signed in steps where much was added, up to its end', async () => {
    await write(1, 0);
    await auditAll(
      database.pool,
      Array.from({ length: 7 }, () => act()),
      now(2),
    );
    await sealLines(database.pool, now(2));
    expect(await signHeadWhenDue(database.pool, keys.audit, now(2), 3)).toMatchObject({ number: 4, pos: 8 });
    const heads = await database.pool.query<{ pos: number }>('select pos from audit_heads order by number');
    expect(heads.rows.map(({ pos }) => pos)).toEqual([1, 4, 7, 8]);
  });

  it('is signed once, though two nodes would at the same moment', async () => {
    await write(1, 0);
    await auditAll(database.pool, [act()], now(2));
    await sealLines(database.pool, now(2));
    const sign = () => signHeadWhenDue(database.pool, keys.audit, now(2));
    const signed = await Promise.all([sign(), sign(), sign()]);
    expect(signed.filter((head) => head !== undefined)).toHaveLength(1);
  });

  it('refuses to be rewritten by whoever does not own the database', async () => {
    await write(1, 0);
    for (const table of ['audit_seals', 'audit_heads']) {
      await expect(database.pool.query(`delete from ${table}`)).rejects.toThrow(/only added to/);
      await expect(database.pool.query(`truncate ${table}`)).rejects.toThrow(/only added to/);
    }
    await expect(database.pool.query(`update audit_seals set pos = pos`)).rejects.toThrow(/only added to/);
  });

  it('hashes what a line says exactly, beyond what a driver keeps', async () => {
    await write(1, 0);
    await tamper(`update audit_log set at = at + interval '1 microsecond'`);
    expect((await verify()).faults).toEqual(['changed 1']);
  });
});

describe('npm run audit:verify', () => {
  beforeEach(async () => {
    await write(4, 0);
    await write(4, 2);
    await write(2, 4);
  });

  it('finds a changed line, at its position and no other', async () => {
    await tamper(
      `update audit_log set reason = 'x' where id = (select line_id from audit_seals where pos = 3)`,
    );
    expect((await verify()).faults).toEqual(['changed 3']);
  });

  it('finds a line that was removed, and a line that was removed with its seal', async () => {
    await tamper(`delete from audit_log where id = (select line_id from audit_seals where pos = 3)`);
    expect((await verify()).faults).toEqual(['removed 3']);
    await tamper(`delete from audit_seals where pos = 3`);
    expect((await verify()).faults).toEqual(['gap 3']);
  });

  it('finds what was closed up after a removal', async () => {
    await tamper(`delete from audit_log where id = (select line_id from audit_seals where pos = 3);
      alter table audit_seals drop constraint audit_seals_from_one;
      delete from audit_seals where pos = 3; update audit_seals set pos = -pos where pos > 3;
      update audit_seals set pos = -pos - 1 where pos < 0`);
    const { faults } = await verify();
    expect(faults).toContain('changed 3');
    expect(faults).toContain('rewritten 4');
  });

  it('finds a line that was put in without the queue, and says after which position', async () => {
    await tamper(`insert into audit_log (id, at, actor_id, action, reason) overriding system value
      select -1, at, actor_id, action, reason from audit_log limit 1`);
    await tamper(`insert into audit_log (at, actor_id, action, reason)
      select at, actor_id, action, reason from audit_log limit 1`);
    expect((await verify()).faults).toEqual(['inserted 0', 'inserted 10']);
  });

  it('finds a line whose seal lies before the first position, and the seal', async () => {
    const ids = await plant(2);
    await tamper(`alter table audit_seals drop constraint audit_seals_from_one;
      insert into audit_seals (pos, line_id, hash) values (0, ${ids[0]}, '\\x00'), (-7, ${ids[1]}, '\\x00')`);
    const { findings } = await verify();
    expect(findings).toEqual([
      { fault: 'misplaced', pos: 0, lineId: ids[0] },
      { fault: 'misplaced', pos: -7, lineId: ids[1] },
      { fault: 'inserted', pos: 10, lineId: ids[0] },
      { fault: 'inserted', pos: 10, lineId: ids[1] },
    ]);
    expect(findings.map(findingText).join()).toMatch(/MISPLACED +position 0 \(line \d+\)/);
  });

  it('lets nobody seal a line before the first position who does not own the database', async () => {
    const [id] = await plant(1);
    const seal = database.pool.query(`insert into audit_seals (pos, line_id, hash) values (0, $1, '\\x00')`, [
      id,
    ]);
    await expect(seal).rejects.toThrow(/audit_seals_from_one/);
  });

  it('finds a line with the smallest id there can be', async () => {
    await tamper(`insert into audit_log (id, at, actor_id, action, reason) overriding system value
      select -9223372036854775808, at, actor_id, action, reason from audit_log limit 1`);
    expect((await verify()).findings).toEqual([
      { fault: 'inserted', pos: 0, lineId: '-9223372036854775808' },
    ]);
  });

  it('finds a second seal at a position, wherever a page of what is read ends', async () => {
    await write(1_990, 6);
    const [id] = await plant(1);
    await tamper(`alter table audit_seals drop constraint audit_seals_pkey;
      insert into audit_seals (pos, line_id, hash) select pos, ${id}, hash from audit_seals where pos = 2000`);
    expect((await verify()).faults).toContain('misplaced 2000');
  });

  it('finds that the end was cut off, lines, seals and heads alike, by the copied heads', async () => {
    await tamper(`delete from audit_log where id in (select line_id from audit_seals where pos > 4);
      delete from audit_seals where pos > 4; delete from audit_heads where pos > 4`);
    expect((await verify()).findings).toEqual([
      { fault: 'cut_off', pos: 5, to: 10, heads: path.basename(headFileOf(folder, NODE, 1)) },
    ]);
    expect((await verify({ headFiles: [] })).findings).toEqual([]);
  });

  it('finds replaced seals', async () => {
    await tamper(`update audit_seals set hash = sha256(hash) where pos = 6`);
    expect((await verify()).faults).toEqual(['changed 6', 'changed 7']);
    await tamper(`update audit_seals set hash = sha256(hash) where pos = 8`);
    expect((await verify()).faults).toContain('rewritten 8');
  });

  it('finds a chain that was built anew from changed lines without the key', async () => {
    await tamper(
      `update audit_log set actor_id = gen_random_uuid() where id = (select max(id) - 5 from audit_log)`,
    );
    await rebuild();
    const { faults, provenTo } = await verify();
    expect(faults).toEqual(['rewritten 8', 'rewritten 8']);
    expect(provenTo).toBe(4);
    await expect(signHeadWhenDue(database.pool, keys.audit, now(5))).rejects.toThrow(ChainBrokenError);
  });

  it('finds a chain that was built anew and signed with another key, in the database and in its settings', async () => {
    await tamper(
      `update audit_log set reason = 'x'; truncate audit_heads; delete from settings where name = 'server_audit_key'`,
    );
    await rebuild();
    const other = await loadKeys(database.pool, 'a secret of twenty-four characters');
    await signHeadWhenDue(database.pool, other.audit, now(51));
    const { faults } = await verify();
    expect(faults).toContain('forged 10');
    expect(faults).toContain('rewritten 4');
    expect((await verify({ headFiles: [], publicKey: keys.audit.publicKey })).faults).toEqual(['forged 10']);
  });

  it('finds a forged head, one that was taken away and one of another key in the folder', async () => {
    await tamper(`update audit_heads set at = at + interval '1 day' where number = 2`);
    expect((await verify()).faults).toEqual(['forged 8']);
    await tamper(`delete from audit_heads where number = 2`);
    expect((await verify()).faults).toEqual(['head_missing 10']);
    const file = headFileOf(folder, NODE, 1);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${lines[0]}\n${lines[1]?.replace(/"pos":8/, '"pos":7')}\n${lines[2]}\n`);
    expect((await verify()).faults).toContain('forged 7');
  });

  it('seals the place of a line that was taken away before its turn', async () => {
    await auditAll(database.pool, [act()], now(6));
    await tamper('delete from audit_log where id = (select max(id) from audit_log)');
    await write(1, 6);
    expect((await verify()).faults).toEqual(['removed 11']);
  });
});

describe('copies of heads', () => {
  it('go on where they were after a restart, also behind a line that was cut short', async () => {
    await write(2, 0);
    const file = headFileOf(folder, NODE, 1);
    await writeFile(file, '{"number":2,"po', { flag: 'a' });
    copies = new HeadCopies(folder, NODE);
    await write(2, 2);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(4);
    expect(await verify()).toMatchObject({ findings: [], provenTo: 4 });
  });

  it('begin another file when the database was put back, and the old one shows what was lost', async () => {
    await write(2, 0);
    await write(2, 2);
    await tamper(`delete from audit_log where id in (select line_id from audit_seals where pos > 2);
      delete from audit_seals where pos > 2; delete from audit_heads where pos > 2`);
    await write(3, 5);
    expect(await headFilesIn(folder)).toHaveLength(2);
    expect((await verify()).faults).toEqual(['rewritten 4']);
    expect((await verify({ headFiles: [headFileOf(folder, NODE, 2)] })).findings).toEqual([]);
  });

  it('hold no head whose signature does not hold', async () => {
    await write(2, 0);
    await tamper(`insert into audit_heads select number + 1, pos, hash, at, signature from audit_heads`);
    expect(await copies.copy(database.pool, keys.audit)).toBe(0);
  });
});

describe('the walk', () => {
  it('gives what the hash of each position ought to be', async () => {
    await write(2, 0);
    const fits: boolean[] = [];
    for await (const { hash, expected } of walkChain(database.pool, { pos: 0, hash: GENESIS })) {
      fits.push(hash.equals(expected));
    }
    expect(fits).toEqual([true, true]);
    const missing = { id: '9', at: null, actor_id: null, action: null, subject_id: null, customer_id: null };
    const gone = { ...missing, reason: null, detail: null, device_id: null, device_seq: null };
    expect(hashAt(GENESIS, 1, gone)).toHaveLength(32);
  });
});
