import { useMemo } from 'react';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { hiddenFieldsOf } from '#shared/access/ability.ts';
import { type KycState, kycOf } from '#shared/domain/kyc.ts';
import { type LifecycleFinding, lifecycleOf } from '#shared/domain/lifecycle.ts';
import { type Rating, ratingOf } from '#shared/domain/rating.ts';
import { useFile } from './file-context.tsx';
import type { FileDocuments } from './use-file-documents.ts';

export interface CustomerStanding {
  readonly kyc: KycState;
  readonly lifecycle: LifecycleFinding;
  readonly rating: Rating;
  /** Things about identity that somebody has to see to. */
  readonly attention: number;
}

/** The bookings that the bank makes by itself are no sign of life. */
const MADE_BY_BANK = ['interest', 'fee'];

/** What the rules say of this customer, by what is on this device. */
export function useStanding({ holdings, tasks, contacts }: FileDocuments): CustomerStanding {
  const { customer, today } = useFile();
  const rights = useRights();
  const { documents: bookings } = useLiveQuery<'transactions'>({
    collection: 'transactions',
    selector: { customerId: customer.id, kind: { $nin: MADE_BY_BANK } },
    sort: [{ bookedOn: 'desc' }],
    limit: 1,
  });
  const lastBookingOn = bookings[0]?.bookedOn;
  const lastContactAt = contacts[0]?.occurredAt;
  return useMemo(() => {
    const hidden = hiddenFieldsOf(rights, 'customers');
    const kyc = kycOf({ customer, tasks, hidden, today });
    const late = kyc.document === 'expired' || kyc.document === 'expiring' || kyc.document === 'unknown';
    return {
      kyc,
      lifecycle: lifecycleOf({ holdings, lastContactAt, lastBookingOn, today }),
      rating: ratingOf(customer.kind, holdings),
      attention: Number(late) + Number(kyc.missing.length > 0) + Number(kyc.reviewDue),
    };
  }, [customer, holdings, tasks, rights, today, lastBookingOn, lastContactAt]);
}
