import { v7 } from 'uuid';
import { verifiedManifest } from '#shared/crypto/release-signature.ts';
import type { AnnounceResponse } from '#shared/protocol/releases.ts';
import type { ReleaseManifest } from '#shared/releases/manifest.ts';
import { compareVersions, numbersOf } from '#shared/releases/version.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { progressOf } from './files.ts';
import { requireReleases } from './require-releases.ts';
import { makeTicket } from './tickets.ts';

export const UPLOAD = 'release upload';
const TICKET_HOURS = 4;
/** Held while versions are compared: two uploads at once cannot both be the newest. */
const LOCK = 7_302_011;

/**
 * Takes a signed manifest, if it is signed by one of the bank's keys and newer than all there are for its channel and
 * system, and says which bytes of its files are still to come.
 */
export async function announce(
  context: Context,
  principal: Principal,
  sent: { manifest: string; signature: string },
): Promise<AnnounceResponse> {
  const { folder, publicKeys } = requireReleases(context);
  const manifest = await verifiedManifest(publicKeys, sent.manifest, sent.signature);
  if (manifest === null) {
    throw new HttpError('bad_request', 'not signed by a key of this bank', { paths: ['/signature'] });
  }
  const now = context.clock();
  const id = await inTransaction(context.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const same = await sameOrNewest(client, manifest, sent.manifest);
    if (same !== undefined) return same;
    const made = v7();
    await client.query(
      `insert into releases (id, channel, platform, arch, version, electron, version_key, electron_key,
         manifest, signature, uploaded_by, uploaded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        made,
        manifest.channel,
        manifest.platform,
        manifest.arch,
        manifest.version,
        manifest.electron,
        numbersOf(manifest.version),
        numbersOf(manifest.electron),
        sent.manifest,
        sent.signature,
        principal.userId,
        now,
      ],
    );
    const { version, channel, platform, arch } = manifest;
    await audit(
      client,
      {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'release.upload',
        subjectId: made,
        reason: `${version} ${channel} ${platform} ${arch}`,
        detail: { version, electron: manifest.electron, channel, platform, arch },
      },
      now,
    );
    return made;
  });
  const files = await Promise.all(
    manifest.files.map(async (file) => {
      const { received } = await progressOf(folder, id, file);
      return { name: file.name, size: file.size, received };
    }),
  );
  const claims = { releaseId: id, userId: principal.userId, sessionId: principal.sessionId };
  const until = new Date(now.getTime() + TICKET_HOURS * 3_600_000);
  return { id, ticket: makeTicket(context.keys.challenge, UPLOAD, claims, until), files };
}

/** The id of this very release where it is known; refuses one that would take devices back. */
async function sameOrNewest(
  client: Client,
  manifest: ReleaseManifest,
  text: string,
): Promise<string | undefined> {
  const found = await client.query<{ id: string; version: string; electron: string; manifest: string }>(
    `select id, version, electron, manifest from releases
     where channel = $1 and platform = $2 and arch = $3`,
    [manifest.channel, manifest.platform, manifest.arch],
  );
  const same = found.rows.find((row) => row.manifest === text);
  if (same !== undefined) return same.id;
  for (const { version, electron } of found.rows) {
    if (compareVersions(manifest.version, version) <= 0) {
      throw new HttpError('conflict', 'a release of this version or a newer one is here', {
        paths: ['/manifest/version'],
      });
    }
    if (compareVersions(manifest.electron, electron) < 0) {
      throw new HttpError('conflict', 'its Electron is older than that of a release that is here', {
        paths: ['/manifest/electron'],
      });
    }
  }
  return undefined;
}
