import { useEffect, useEffectEvent } from 'react';
import { useLocation } from 'react-router';
import { z } from 'zod';
import { useLiveDocument } from '#renderer/ui/use-live-query.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { AdminFile } from './admin-file.ts';

/** What a link from a customer's page says. */
const linked = z.object({ customerId: z.uuid() });

/** The customer that somebody came from, once it has been read; `onArrival` is called once for each. */
export function useLinkedCustomer(onArrival: (file: AdminFile) => void): AdminFile | undefined {
  const { state } = useLocation();
  const { document } = useLiveDocument('customers', linked.safeParse(state).data?.customerId);
  const arrive = useEffectEvent(() => {
    if (document !== undefined) onArrival(fileOfDocument(document));
  });
  const arrived = document?.id;
  useEffect(() => {
    if (arrived !== undefined) arrive();
  }, [arrived]);
  return document && fileOfDocument(document);
}

function fileOfDocument(document: Customer): AdminFile {
  const { id, customerNo, name, kind, openedOn, branchId, managerId } = document;
  return { id, customerNo, name, kind, openedOn, branchId, ...(managerId !== undefined && { managerId }) };
}
