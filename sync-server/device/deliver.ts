import { createHash } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { z } from 'zod';
import type { SentMutation } from '#shared/model/act.ts';
import type { SealedCopy, sealedResponse } from '#shared/protocol/device.ts';
import type { Context } from '../context.ts';
import type { Pool } from '../db/pool.ts';
import { applyEdits } from '../push/apply.ts';
import type { EditAuthor } from '../push/apply-group.ts';
import type { SpeakingDevice } from './guard.ts';
import { type CopyFault, openCopy } from './open-copy.ts';

type SealedResult = z.infer<typeof sealedResponse>['results'][number];

export interface OpenEdit {
  readonly authorId: string;
  /** The device they were made on. */
  readonly madeOn: string;
  readonly mutation: SentMutation;
}

interface Aside {
  readonly fault: CopyFault;
  /** Of a copy that is whole, but was made on another device. */
  readonly madeOn?: string;
}

/**
 * Applies the sealed copies a device delivers, each in its author's name and by the same code as a push, whoever is
 * signed in there. What does not open or does not verify is kept and answered; it holds up nothing.
 */
export async function deliver(
  context: Context,
  device: SpeakingDevice,
  copies: readonly SealedCopy[],
  log: FastifyBaseLogger,
): Promise<SealedResult[]> {
  const opened = await Promise.all(copies.map((copy) => openCopy(context.keys.pairs, copy)));
  const names = await namesOf(
    context.pool,
    opened.flatMap((item) => (item.ok ? item.authorId : [])),
  );
  const edits: OpenEdit[] = [];
  const faults = new Map<SealedCopy, Aside>();
  for (const [index, copy] of copies.entries()) {
    const item = opened[index];
    if (item?.ok !== true) faults.set(copy, { fault: item?.fault ?? 'does_not_open' });
    else if (item.madeOn !== device.id) faults.set(copy, { fault: 'other_device', madeOn: item.madeOn });
    else if (!names.has(item.authorId)) faults.set(copy, { fault: 'unknown_author' });
    else edits.push(item);
  }
  await keepUnreadable(context.pool, device, faults, context.clock());
  const told = new Set(
    copies.flatMap(({ mutationId, answered }) =>
      answered?.outcome === 'rejected' ? mutationId.toLowerCase() : [],
    ),
  );
  const outcomes = await applyInTurn(context, edits, names, { toldRefusals: told }, log);
  return copies.map((copy) => {
    const fault = faults.get(copy)?.fault;
    if (fault !== undefined) log.warn({ deviceId: device.id, fault }, 'a sealed copy was set aside');
    const outcome =
      fault === undefined ? (outcomes.get(copy.mutationId.toLowerCase()) ?? 'retry') : outcomeOf(fault);
    context.metrics.sealedCopies.inc({ outcome });
    return { mutationId: copy.mutationId, outcome };
  });
}

/** What may be handed over yet the device is to keep, like everything that was answered; the rest it may forget. */
function outcomeOf(fault: CopyFault): 'parked' | 'unreadable' {
  return fault === 'other_device' ? 'parked' : 'unreadable';
}

/**
 * Author after author in the order of the journal, for colleagues may have changed the same document in turn. Where
 * an edit has to wait, the later ones of its document wait as well, whoever made them.
 */
export async function applyInTurn(
  context: Context,
  edits: readonly OpenEdit[],
  names: ReadonlyMap<string, string>,
  how: Pick<EditAuthor, 'toldRefusals' | 'parksAll'>,
  log: FastifyBaseLogger,
): Promise<Map<string, SealedResult['outcome']>> {
  const outcomes = new Map<string, SealedResult['outcome']>();
  const waiting = new Set<string>();
  for (let start = 0; start < edits.length; ) {
    const { authorId, madeOn } = edits[start] as OpenEdit;
    let end = start;
    while (edits[end]?.authorId === authorId && edits[end]?.madeOn === madeOn) end += 1;
    const turn = edits.slice(start, end).map((edit) => edit.mutation);
    const free = turn.filter((mutation) => !waiting.has(mutation.documentId));
    const name = names.get(authorId) ?? '';
    const author = { userId: authorId, name, deviceId: madeOn, present: false, ...how };
    const results = await applyEdits(context, author, free, log);
    for (const mutation of turn) {
      const outcome = results.get(mutation.id)?.outcome ?? 'retry';
      outcomes.set(mutation.id, outcome);
      if (outcome === 'retry') waiting.add(mutation.documentId);
    }
    start = end;
  }
  return outcomes;
}

/** Names of those who exist, by id. */
export async function namesOf(pool: Pool, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await pool.query<{ id: string; name: string }>(
    'select id, name from users where id = any ($1::uuid[])',
    [ids],
  );
  return new Map(found.rows.map((row) => [row.id, row.name]));
}

/** A copy delivered once more is the same row: a device that lost the answer sends it again. */
async function keepUnreadable(
  pool: Pool,
  device: SpeakingDevice,
  faults: ReadonlyMap<SealedCopy, Aside>,
  now: Date,
): Promise<void> {
  if (faults.size === 0) return;
  const copies = [...faults.keys()];
  const bytes = copies.map((copy) => Buffer.from(copy.sealed, 'base64'));
  await pool.query(
    `insert into sealed_unreadable (device_id, digest, mutation_id, author_id, fault, made_on, sealed, arrived_at)
     select $1::uuid, digest, mutation_id, author_id, fault, made_on, sealed, $2
     from unnest($3::bytea[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::bytea[])
       as t (digest, mutation_id, author_id, fault, made_on, sealed)
     on conflict do nothing`,
    [
      device.id,
      now,
      bytes.map((sealed) => createHash('sha256').update(sealed).digest()),
      copies.map((copy) => copy.mutationId),
      copies.map((copy) => copy.authorId),
      [...faults.values()].map(({ fault }) => fault),
      [...faults.values()].map(({ madeOn }) => madeOn ?? null),
      bytes,
    ],
  );
}
