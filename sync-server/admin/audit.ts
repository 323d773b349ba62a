import type { AuditAction } from '#shared/model/audit-action.ts';
import type { Client } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';

export interface Act {
  /** `null` for what nobody known did, as a sign-in that was refused. */
  readonly actorId: string | null;
  /** `area.verb`. What is not in the list has no words on the auditor's screen. */
  readonly action: AuditAction | `${'release' | 'policy' | 'log'}.${string}`;
  /** The user, cover, request, document or device that it was done to. */
  readonly subjectId?: string;
  readonly customerId?: string;
  readonly reason: string;
  /** Ids, codes and names of fields; never a customer's values. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Where it was done, and the number that the device gave to it. */
  readonly deviceId?: string;
  readonly deviceSeq?: number;
}

/** Notes what somebody did, in the transaction that does it: there is no act without its line. */
export function audit(client: Pick<Client, 'query'>, act: Act, now: Date): Promise<void> {
  return auditAll(client, [act], now);
}

/** Notes several acts in their order, with one statement. */
export async function auditAll(
  client: Pick<Client, 'query'>,
  acts: readonly Act[],
  now: Date,
): Promise<void> {
  if (acts.length === 0) return;
  const column = <T>(pick: (act: Act) => T | undefined) => acts.map((act) => pick(act) ?? null);
  await client.query(
    prepared(`insert into audit_log (at, actor_id, action, subject_id, customer_id, reason, detail, device_id, device_seq)
     select $1::timestamptz, actor, action, subject, customer, reason, detail::jsonb, device, seq
     from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::bigint[])
       with ordinality as t (actor, action, subject, customer, reason, detail, device, seq, n)
     order by n`),
    [
      now,
      column(({ actorId }) => actorId),
      column(({ action }) => action),
      column(({ subjectId }) => subjectId),
      column(({ customerId }) => customerId),
      column(({ reason }) => reason),
      column(({ detail }) => detail && JSON.stringify(detail)),
      column(({ deviceId }) => deviceId),
      column(({ deviceSeq }) => deviceSeq),
    ],
  );
}
