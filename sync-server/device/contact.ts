import type { z } from 'zod';
import type { contactPayload, DeviceOrder } from '#shared/protocol/device.ts';
import { auditAll } from '../admin/audit.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import type { SpeakingDevice } from './guard.ts';

/** Takes what the device has carried out, notes that it was in touch, and gives it the orders still open. */
export function contact(
  pool: Pool,
  device: SpeakingDevice,
  said: z.infer<typeof contactPayload>,
  now: Date,
): Promise<{ orders: DeviceOrder[]; confirmed: string[] }> {
  return inTransaction(pool, async (client) => {
    await note(client, device, said, now);
    const confirmed = await client.query<{ id: string; reason: string }>(
      `update device_orders set confirmed_at = $3
       where device_id = $1 and id = any ($2::uuid[]) and kind = 'wipe' and confirmed_at is null returning id, reason`,
      [device.id, said.confirmed, now],
    );
    await auditAll(
      client,
      confirmed.rows.map((row) => ({
        actorId: null,
        action: 'device.erased' as const,
        subjectId: device.id,
        deviceId: device.id,
        reason: row.reason,
        detail: { orderId: row.id },
      })),
      now,
    );
    const open = await client.query<{ id: string; kind: 'wipe'; issued_at: Date; signature: string }>(
      `select id, kind, issued_at, signature from device_orders
       where device_id = $1 and kind = 'wipe' and confirmed_at is null order by issued_at`,
      [device.id],
    );
    return {
      orders: open.rows.map(({ id, kind, issued_at, signature }) => ({
        id,
        deviceId: device.id,
        kind,
        issuedAt: issued_at.toISOString(),
        signature,
      })),
      confirmed: confirmed.rows.map((row) => row.id),
    };
  });
}

/** What a device leaves out is as it was, but for failures: who reports and names none has none. */
async function note(
  client: Client,
  device: SpeakingDevice,
  { unsent, report }: z.infer<typeof contactPayload>,
  now: Date,
): Promise<void> {
  await client.query(
    `update devices set last_contact_at = $2, last_seen_at = greatest(last_seen_at, $2),
            unsent = coalesce($3, unsent), version = coalesce($4, version),
            replica_bytes = coalesce($5, replica_bytes), clock_ahead_seconds = coalesce($6, clock_ahead_seconds),
            last_sync_at = coalesce($7, last_sync_at),
            failed_syncs = case when $8 then coalesce($9, 0) else failed_syncs end,
            sync_error = case when $8 then $10 else sync_error end
     where id = $1`,
    [
      device.id,
      now,
      unsent ?? null,
      report?.version ?? null,
      report?.replicaBytes ?? null,
      report?.clockAheadSeconds ?? null,
      report?.lastSyncAt ?? null,
      report !== undefined,
      report?.failedSyncs ?? null,
      report?.syncError ?? null,
    ],
  );
}
