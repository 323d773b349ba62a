import { daysBefore } from '#shared/domain/days.ts';
import { TRANSACTION_DAYS, type Transaction } from '#shared/model/transaction.ts';
import { TRANSACTION_PAGE, type TransactionPage } from '#shared/protocol/files.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/pool.ts';
import type { Principal } from '../identity/guard.ts';
import { shownDocument } from '../pull/documents.ts';
import { requireScope } from '../pull/grants.ts';
import { requireFile } from './require-file.ts';

/**
 * One page of the bookings that are too old for replicas. Who asked is written to the audit log in the same
 * transaction: what a replica holds it got by scope, this somebody wanted to see.
 */
export function olderTransactions(
  context: Context,
  principal: Principal,
  customerId: string,
  before: string | undefined,
): Promise<TransactionPage> {
  const now = context.clock();
  return inTransaction(context.pool, async (client) => {
    const scope = await requireScope(client, principal, now);
    await requireFile(client, scope, customerId);
    const [day, id] = before?.split('~') ?? [];
    const found = await client.query<{ doc: Transaction }>(
      `select ${shownDocument(scope, 'transactions')} as doc from transactions
       where customer_id = $1 and not deleted and booked_on < $2
         and ($3::text is null or (booked_on, id) < ($3::text, $4::uuid))
       order by booked_on desc, id desc limit $5`,
      [customerId, daysBefore(now, TRANSACTION_DAYS), day ?? null, id ?? null, TRANSACTION_PAGE + 1],
    );
    await audit(
      client,
      {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'transactions.read',
        customerId,
        reason: 'older transactions on the customer page',
        detail: { before: day ?? null },
      },
      now,
    );
    const transactions = found.rows.slice(0, TRANSACTION_PAGE).map(({ doc }) => doc);
    const last = transactions.at(-1);
    return {
      transactions,
      ...(found.rows.length > TRANSACTION_PAGE && last ? { next: `${last.bookedOn}~${last.id}` } : {}),
    };
  });
}
