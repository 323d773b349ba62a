import type { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import { type ProgramPayload, programPayload } from '#shared/protocol/releases.ts';
import type { Context } from '../context.ts';
import type { Pool } from '../db/pool.ts';
import { makeTicket, readTicket } from './tickets.ts';

const PASS = 'release pass';
/** Longer than a download over a slow line; whether a release is offered is asked anew with each request. */
export const PASS_SECONDS = 12 * 3600;

const passClaims = programPayload
  .pick({ version: true, electron: true, platform: true, arch: true, channel: true, ring: true })
  .extend({ deviceId: uuid });
/** A device that has shown its key, and the program on it. */
export type ProgramPass = z.infer<typeof passClaims>;

/** Notes what runs on a device and how its updates go, and gives it a pass for the addresses of releases. */
export async function noteProgram(
  context: Context,
  deviceId: string,
  { update, ...program }: ProgramPayload,
): Promise<{ pass: string; expiresIn: number }> {
  const now = context.clock();
  await store(context.pool, deviceId, { ...program, update }, now);
  const until = new Date(now.getTime() + PASS_SECONDS * 1000);
  const pass = makeTicket(context.keys.challenge, PASS, { ...program, deviceId }, until);
  return { pass, expiresIn: PASS_SECONDS };
}

export function readPass(context: Context, authorization: string | undefined): ProgramPass | undefined {
  const [scheme, pass] = (authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'device' || pass === undefined) return undefined;
  return readTicket(context.keys.challenge, PASS, passClaims, pass, context.clock());
}

async function store(pool: Pool, deviceId: string, program: ProgramPayload, now: Date): Promise<void> {
  await pool.query(
    `insert into device_programs as p (device_id, version, electron, platform, arch, channel, ring, update_status,
       update_version, update_reason, reported_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (device_id) do update set version = excluded.version, electron = excluded.electron,
       platform = excluded.platform, arch = excluded.arch, channel = excluded.channel, ring = excluded.ring,
       update_status = excluded.update_status, update_version = excluded.update_version,
       update_reason = excluded.update_reason, reported_at = excluded.reported_at`,
    [
      deviceId,
      program.version,
      program.electron,
      program.platform,
      program.arch,
      program.channel,
      program.ring ?? null,
      program.update?.status ?? null,
      program.update?.version ?? null,
      program.update?.reason ?? null,
      now,
    ],
  );
}
