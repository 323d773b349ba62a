import type { RingRequest, RingStage } from '#shared/protocol/releases.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { removeFiles } from './files.ts';
import { requireReleases } from './require-releases.ts';
import { findRelease, type ReleaseRow } from './rows.ts';

const order: readonly RingStage[] = ['none', 'pilot', 'share', 'all'];

/**
 * Offers a release to more devices. Rings only widen: who has an update cannot be made to lose it, so a narrower ring
 * would only say something untrue. To stop, pause; to take back, release a newer version.
 */
export function widenRing(
  context: Context,
  principal: Principal,
  id: string,
  wanted: RingRequest,
): Promise<void> {
  return change(context, id, async (client, release) => {
    if (release.whole_at === null) throw new HttpError('conflict', 'its files are not whole yet');
    const pilots = [...new Set(wanted.pilots.map((one) => one.toLowerCase()))];
    const known = await client.query('select 1 from branches where id = any ($1::uuid[])', [pilots]);
    if (known.rowCount !== pilots.length) {
      throw new HttpError('bad_request', 'no such branch', { paths: ['/pilots'] });
    }
    const percent = wanted.stage === 'share' ? (wanted.percent ?? 0) : release.percent;
    const narrower =
      order.indexOf(wanted.stage) < order.indexOf(release.stage) ||
      percent < release.percent ||
      (wanted.stage !== 'all' && release.pilots.some((one) => !pilots.includes(one)));
    if (narrower) throw new HttpError('conflict', 'a ring only widens', { paths: ['/stage'] });
    await client.query('update releases set stage = $2, pilots = $3, percent = $4 where id = $1', [
      id,
      wanted.stage,
      pilots,
      percent,
    ]);
    await audit(
      client,
      {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'release.ring',
        subjectId: id,
        reason: wanted.reason,
        detail: { version: release.version, stage: wanted.stage, pilots, percent },
      },
      context.clock(),
    );
  });
}

/** Stops offering a release, also to devices that have begun to download it, or goes on. */
export function setPaused(
  context: Context,
  principal: Principal,
  id: string,
  paused: boolean,
  reason: string,
): Promise<void> {
  return change(context, id, async (client, release) => {
    if ((release.paused_at !== null) === paused) return;
    const now = context.clock();
    await client.query('update releases set paused_at = $2 where id = $1', [id, paused ? now : null]);
    await audit(
      client,
      {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: paused ? 'release.pause' : 'release.resume',
        subjectId: id,
        reason,
        detail: { version: release.version },
      },
      now,
    );
  });
}

/** Takes away a release that was offered to nobody: an upload that was broken off, or a mistake. */
export async function removeRelease(
  context: Context,
  principal: Principal,
  id: string,
  reason: string,
): Promise<void> {
  const { folder } = requireReleases(context);
  await change(context, id, async (client, release) => {
    if (release.stage !== 'none') throw new HttpError('conflict', 'it was offered already: pause it');
    await client.query('delete from releases where id = $1', [id]);
    await audit(
      client,
      {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'release.remove',
        subjectId: id,
        reason,
        detail: { version: release.version },
      },
      context.clock(),
    );
  });
  await removeFiles(folder, id);
}

function change(
  context: Context,
  id: string,
  act: (client: Client, release: ReleaseRow) => Promise<void>,
): Promise<void> {
  return inTransaction(context.pool, async (client) => {
    const release = await findRelease(client, id, 'for update');
    if (release === undefined) throw new HttpError('not_found', 'no such release');
    await act(client, release);
  });
}
