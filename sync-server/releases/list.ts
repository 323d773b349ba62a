import { stat } from 'node:fs/promises';
import type { AdoptionRow, Release, ReleasesResponse, TroubleRow } from '#shared/protocol/releases.ts';
import { adoptionRow, release, troubleRow } from '#shared/protocol/releases.ts';
import { compareVersions } from '#shared/releases/version.ts';
import type { Context } from '../context.ts';
import { progressOf } from './files.ts';
import { canTakeReleases } from './require-releases.ts';
import { isOffered } from './ring.ts';
import { manifestOf, type ReleaseRow } from './rows.ts';

/** Releases that one answer names, the newest first. */
const MOST = 200;
/** Days after which a device that said nothing counts no longer. */
const HEARD_DAYS = 90;

interface ProgramRow {
  device_id: string;
  branch_id: string | null;
  version: string;
  channel: string;
  platform: string;
  arch: string;
  ring: string | null;
  update_status: string | null;
  update_version: string | null;
  update_reason: string | null;
  reported_at: Date;
}

/** Releases with their rings, and what devices said they run. */
export async function listReleases(context: Context): Promise<ReleasesResponse> {
  const now = context.clock();
  const found = await context.pool.query<ReleaseRow>(
    `select * from releases order by version_key desc, platform, arch, channel limit ${MOST}`,
  );
  const programs = await heardOf(context, now);
  const items = await Promise.all(found.rows.map(async (row) => toRelease(context, row, programs)));
  return {
    asOf: now.toISOString(),
    ready: canTakeReleases(context.releases),
    items,
    adoption: adoptionOf(programs),
    trouble: troubleOf(programs),
  };
}

async function heardOf(context: Context, now: Date): Promise<ProgramRow[]> {
  const found = await context.pool.query<ProgramRow>(
    `select p.device_id, u.branch_id, p.version, p.channel, p.platform, p.arch, p.ring, p.update_status,
            p.update_version, p.update_reason, p.reported_at
     from device_programs p join devices d on d.id = p.device_id left join users u on u.id = d.last_user_id
     where p.reported_at > $1`,
    [new Date(now.getTime() - HEARD_DAYS * 86_400_000)],
  );
  return found.rows;
}

async function toRelease(
  context: Context,
  row: ReleaseRow,
  programs: readonly ProgramRow[],
): Promise<Release> {
  const manifest = manifestOf(row);
  const size = manifest.files.reduce((sum, file) => sum + file.size, 0);
  const own = programs.filter(
    (one) => one.channel === row.channel && one.platform === row.platform && one.arch === row.arch,
  );
  const offered = own.filter(
    (one) =>
      compareVersions(one.version, row.version) < 0 &&
      isOffered(row, { id: one.device_id, branchId: one.branch_id, ring: one.ring }),
  );
  return release.parse({
    id: row.id,
    version: row.version,
    electron: row.electron,
    channel: row.channel,
    platform: row.platform,
    arch: row.arch,
    releasedAt: manifest.releasedAt,
    notes: manifest.notes,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at.toISOString(),
    state: row.whole_at === null ? 'uploading' : row.paused_at === null ? 'offered' : 'paused',
    received: row.whole_at === null ? await receivedOf(context, row) : size,
    size,
    ring: { stage: row.stage, pilots: row.pilots, percent: row.percent },
    devices: {
      total: own.length,
      on: own.filter((one) => one.version === row.version).length,
      offered: offered.length,
      refused: own.filter((one) => one.update_status === 'refused' && one.update_version === row.version)
        .length,
    },
  });
}

async function receivedOf(context: Context, row: ReleaseRow): Promise<number> {
  const folder = context.releases?.folder;
  if (folder === undefined || (await stat(folder).catch(() => null)) === null) return 0;
  const files = await Promise.all(manifestOf(row).files.map((file) => progressOf(folder, row.id, file)));
  return files.reduce((sum, { received }) => sum + received, 0);
}

function adoptionOf(programs: readonly ProgramRow[]): AdoptionRow[] {
  const groups = Map.groupBy(programs, (one) => [one.version, one.platform, one.channel].join(' '));
  const rows = [...groups.values()].map((group) => {
    const latest = Math.max(...group.map((one) => one.reported_at.getTime()));
    return adoptionRow.parse({
      version: group[0]?.version,
      platform: group[0]?.platform,
      channel: group[0]?.channel,
      devices: group.length,
      lastReportAt: new Date(latest).toISOString(),
    });
  });
  return rows.sort((a, b) => compareVersions(b.version, a.version) || b.devices - a.devices);
}

function troubleOf(programs: readonly ProgramRow[]): TroubleRow[] {
  const troubled = programs.filter((one) => one.update_reason !== null && one.update_status !== 'off');
  const groups = Map.groupBy(troubled, (one) => `${one.update_reason} ${one.update_version}`);
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    // A reason that a later program knows and this server does not is no reason to show nothing.
    const parsed = troubleRow.safeParse({
      reason: first?.update_reason,
      ...(typeof first?.update_version === 'string' && { version: first.update_version }),
      devices: group.length,
    });
    return parsed.success ? [parsed.data] : [];
  });
  return rows.sort((a, b) => b.devices - a.devices);
}
