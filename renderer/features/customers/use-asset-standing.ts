import { useEffect, useState } from 'react';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import type { Standing } from '#shared/domain/rating.ts';

/** Where a customer's assets stand among those of all customers on this device; `null` until it is known. */
export function useAssetStanding(customerId: string): Standing | null {
  const replica = useReplica();
  const [standing, setStanding] = useState<Standing | null>(null);
  useEffect(() => {
    let current = true;
    // Without it the page lacks a line; whatever is wrong shows elsewhere.
    replica.assetStanding(customerId).then(
      (found) => current && setStanding(found),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [replica, customerId]);
  return standing;
}
