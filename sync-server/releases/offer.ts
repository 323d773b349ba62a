import type { z } from 'zod';
import type { signedOffer } from '#shared/protocol/releases.ts';
import { installerOf } from '#shared/releases/manifest.ts';
import { compareVersions } from '#shared/releases/version.ts';
import type { Context } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { ProgramPass } from './program.ts';
import { isOffered, type RingDevice } from './ring.ts';
import { manifestOf, type ReleaseRow } from './rows.ts';

/** The newest release that is offered to this device now, if it is newer than what the device runs. */
export async function offerTo(context: Context, pass: ProgramPass): Promise<ReleaseRow | undefined> {
  const device = await ringDevice(context, pass);
  if (device === undefined) return undefined;
  const found = await context.pool.query<ReleaseRow>(
    prepared(`select * from releases
     where channel = $1 and platform = $2 and arch = $3 and whole_at is not null and paused_at is null
     order by version_key desc`),
    [pass.channel, pass.platform, pass.arch],
  );
  const offered = found.rows.find((release) => isOffered(release, device));
  if (offered === undefined || compareVersions(offered.version, pass.version) <= 0) return undefined;
  if (compareVersions(offered.electron, pass.electron) < 0) return undefined;
  return offered;
}

/** Of a device that was wiped, or was never seen, nothing is known that could put it in a ring. */
async function ringDevice(
  context: Context,
  { deviceId, ring }: ProgramPass,
): Promise<RingDevice | undefined> {
  const found = await context.pool.query<{ id: string; branch_id: string | null }>(
    prepared(
      'select d.id, u.branch_id from devices d left join users u on u.id = d.last_user_id where d.id = $1',
    ),
    [deviceId],
  );
  const [row] = found.rows;
  return row && { id: row.id, branchId: row.branch_id, ring: ring ?? null };
}

/**
 * What electron-updater reads as its channel file: YAML, of which JSON is a part. Without an offer it names the version
 * that runs already, which is how the generic provider says that there is nothing newer.
 */
export function channelFile(offer: ReleaseRow | undefined, running: string): string {
  if (offer === undefined) return JSON.stringify({ version: running, files: [] });
  const manifest = manifestOf(offer);
  const { name, size, sha512 } = installerOf(manifest);
  return JSON.stringify({
    version: manifest.version,
    files: [{ url: name, size, sha512 }],
    path: name,
    sha512,
    releaseDate: manifest.releasedAt,
    branchline: { manifest: offer.manifest, signature: offer.signature } satisfies z.infer<
      typeof signedOffer
    >,
  });
}
