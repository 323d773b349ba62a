import { z } from 'zod';
import { abilityOf } from '#shared/access/ability.ts';
import { uuid } from '#shared/model/primitives.ts';
import type { Context } from '../context.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { sessionRole } from '../identity/guard.ts';
import { UPLOAD } from './announce.ts';
import { addPiece, progressOf } from './files.ts';
import { requireReleases } from './require-releases.ts';
import { findRelease, manifestOf } from './rows.ts';
import { readTicket } from './tickets.ts';

const claims = z.object({ releaseId: uuid, userId: uuid, sessionId: uuid });

export interface Piece {
  readonly releaseId: string;
  readonly name: string;
  readonly from: number;
  readonly body: AsyncIterable<Buffer>;
}

/** Takes a piece of a file from who announced the release and may still do so. */
export async function receivePiece(
  context: Context,
  ticket: string,
  piece: Piece,
): Promise<{ received: number; complete: boolean }> {
  const { folder } = requireReleases(context);
  const refused = new HttpError('unauthenticated', 'no ticket for this upload');
  const claimed = readTicket(context.keys.challenge, UPLOAD, claims, ticket, context.clock());
  if (claimed === undefined || claimed.releaseId !== piece.releaseId) throw refused;
  const role = await sessionRole(context, claimed);
  if (role === undefined || !abilityOf(role).can('update', 'releases')) throw refused;
  const release = await findRelease(context.pool, piece.releaseId);
  const file = release && manifestOf(release).files.find(({ name }) => name === piece.name);
  if (release === undefined || file === undefined) throw new HttpError('not_found', 'no such file to upload');
  const result = await oneAtATime(context.pool, `upload ${release.id} ${file.name}`, () =>
    addPiece(folder, release.id, file, piece.from, piece.body),
  );
  if (result.complete && release.whole_at === null) await noteWhole(context, folder, release.id);
  return result;
}

async function noteWhole(context: Context, folder: string, id: string): Promise<void> {
  const release = await findRelease(context.pool, id);
  if (release === undefined) return;
  const files = await Promise.all(
    manifestOf(release).files.map((file) => progressOf(folder, release.id, file)),
  );
  if (files.some(({ complete }) => !complete)) return;
  await context.pool.query('update releases set whole_at = $2 where id = $1 and whole_at is null', [
    id,
    context.clock(),
  ]);
}

/** Two senders of one file would write over one another, also through two nodes that share the folder. */
async function oneAtATime<T>(pool: Pool, key: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const found = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
      [key],
    );
    if (found.rows[0]?.got !== true)
      throw new HttpError('conflict', 'another piece of this file is on its way');
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]);
    }
  } finally {
    client.release();
  }
}
