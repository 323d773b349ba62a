import type { RecordedAct } from '#shared/model/act.ts';
import type { Client } from '../db/pool.ts';

export interface Act {
  readonly actorId: string;
  readonly action:
    | RecordedAct['intent']
    | 'contact.match'
    | 'lookup'
    | 'transactions.read'
    | 'cover.grant'
    | 'cover.end'
    | 'customer.reassign'
    | 'customer.merge'
    | 'user.change'
    | 'restriction.request'
    | 'restriction.decide';
  /** The user, cover or request that it was done to. */
  readonly subjectId?: string;
  readonly customerId?: string;
  readonly reason: string;
  /** Ids and codes; never a customer's values. */
  readonly detail?: Record<string, unknown>;
}

/** Notes what somebody did, in the transaction that does it: there is no act without its line. */
export async function audit(client: Pick<Client, 'query'>, act: Act, now: Date): Promise<void> {
  await client.query(
    `insert into audit_log (at, actor_id, action, subject_id, customer_id, reason, detail)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      now,
      act.actorId,
      act.action,
      act.subjectId ?? null,
      act.customerId ?? null,
      act.reason,
      act.detail ? JSON.stringify(act.detail) : null,
    ],
  );
}
