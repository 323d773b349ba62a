import type { FastifyBaseLogger } from 'fastify';
import type { HandOverAnswer } from '#shared/protocol/fleet.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { inTransaction, type Pool } from '../db/pool.ts';
import { applyInTurn, namesOf, type OpenEdit } from '../device/deliver.ts';
import { type CopyFault, openCopy } from '../device/open-copy.ts';
import type { Principal } from '../identity/guard.ts';
import { lockDevice } from './orders.ts';

const AT_ONCE = 100;
/** Of one order: what is left is ordered again. */
const MOST_ROUNDS = 20;

interface Row {
  digest: Buffer;
  mutation_id: string;
  author_id: string;
  sealed: Buffer;
}
interface Opened {
  readonly row: Row;
  readonly edit: OpenEdit | CopyFault;
}

/**
 * Hands over the edits that a device delivered and that were made on another, which it was before it lost its
 * identity: each is parked in its author's name for whoever has the file, and what belongs to the author alone is
 * applied, two thousand an order. Those beyond that and what has to wait stay set aside: they are `left`. Throws
 * `not_found`.
 */
export async function handOver(
  context: Context,
  principal: Principal,
  deviceId: string,
  reason: string,
  log: FastifyBaseLogger,
): Promise<HandOverAnswer> {
  const device = await inTransaction(context.pool, (client) => lockDevice(client, deviceId));
  let handedOver = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const rows = await setAside(context.pool, device.id, after);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.mutation_id;
    const { opened, names } = await openRows(context, rows);
    const applied = await applyOpened(context, opened, names, log);
    handedOver += await note(context, principal, device.id, reason, opened, applied);
  }
  return { id: device.id, handedOver, left: await countSetAside(context.pool, device.id) };
}

/** In the order in which they were made: ids of edits begin with the time. */
async function setAside(pool: Pool, deviceId: string, after: string): Promise<Row[]> {
  const found = await pool.query<Row>(
    `select digest, mutation_id, author_id, sealed from sealed_unreadable
     where device_id = $1 and fault = 'other_device' and resolved_at is null and mutation_id > $2
     order by mutation_id limit $3`,
    [deviceId, after, AT_ONCE],
  );
  return found.rows;
}

/** What the copies hold, or why they are not to be handed over, and the names of their authors by id. */
async function openRows(
  context: Context,
  rows: readonly Row[],
): Promise<{ opened: Opened[]; names: ReadonlyMap<string, string> }> {
  const copies = await Promise.all(
    rows.map(({ mutation_id, author_id, sealed }) =>
      openCopy(context.keys.pairs, {
        mutationId: mutation_id,
        authorId: author_id,
        sealed: sealed.toString('base64'),
      }),
    ),
  );
  const names = await namesOf(
    context.pool,
    copies.flatMap((copy) => (copy.ok ? copy.authorId : [])),
  );
  const opened = rows.map((row, index): Opened => {
    const copy = copies[index];
    if (copy?.ok !== true) return { row, edit: copy?.fault ?? 'does_not_open' };
    return { row, edit: names.has(copy.authorId) ? copy : 'unknown_author' };
  });
  return { opened, names };
}

/** Ids of the edits that were answered. */
async function applyOpened(
  context: Context,
  opened: readonly Opened[],
  names: ReadonlyMap<string, string>,
  log: FastifyBaseLogger,
): Promise<ReadonlySet<string>> {
  const edits = opened.flatMap(({ edit }) => (typeof edit === 'string' ? [] : edit));
  const outcomes = await applyInTurn(context, edits, names, { parksAll: true }, log);
  return new Set([...outcomes].flatMap(([id, outcome]) => (outcome === 'retry' ? [] : id)));
}

/** Takes what was answered off the list and records who wanted it; returns how many copies that were. */
async function note(
  context: Context,
  { userId, deviceId: at }: Principal,
  deviceId: string,
  reason: string,
  opened: readonly Opened[],
  applied: ReadonlySet<string>,
): Promise<number> {
  const done = opened.flatMap(({ row, edit }) =>
    typeof edit !== 'string' && applied.has(edit.mutation.id) ? { row, edit } : [],
  );
  const now = context.clock();
  return inTransaction(context.pool, async (client) => {
    await client.query(
      `update sealed_unreadable u set fault = t.fault
       from unnest($2::bytea[], $3::text[]) as t (digest, fault) where u.device_id = $1 and u.digest = t.digest`,
      [deviceId, ...columnsOf(opened)],
    );
    // Whoever gave the order at the same moment has the others.
    const resolved = await client.query(
      `update sealed_unreadable set resolved_at = $3
       where device_id = $1 and digest = any ($2::bytea[]) and resolved_at is null`,
      [deviceId, done.map(({ row }) => row.digest), now],
    );
    const edits = resolved.rowCount ?? 0;
    if (edits === 0) return 0;
    const act = { actorId: userId, deviceId: at, subjectId: deviceId, reason };
    const detail = { madeOn: [...new Set(done.map(({ edit }) => edit.madeOn))], edits };
    await audit(client, { ...act, action: 'device.handover', detail }, now);
    return edits;
  });
}

/** Digests and faults of what is not to be handed over after all. */
function columnsOf(opened: readonly Opened[]): [Buffer[], CopyFault[]] {
  const broken = opened.flatMap(({ row, edit }) =>
    typeof edit === 'string' ? { digest: row.digest, fault: edit } : [],
  );
  return [broken.map(({ digest }) => digest), broken.map(({ fault }) => fault)];
}

async function countSetAside(pool: Pool, deviceId: string): Promise<number> {
  const found = await pool.query<{ left: number }>(
    `select count(*)::int as left from sealed_unreadable
     where device_id = $1 and fault = 'other_device' and resolved_at is null`,
    [deviceId],
  );
  return found.rows[0]?.left ?? 0;
}
