import { useEffect, useState } from 'react';
import type { CountedField, TextCount } from '#renderer/replica/api/customer-list.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';

/** The texts of a field that customers here have, as of now. */
export function useKnownTexts(field: CountedField): readonly TextCount[] {
  const replica = useReplica();
  const [texts, setTexts] = useState<readonly TextCount[]>([]);
  useEffect(() => {
    let over = false;
    replica.customerTexts(field).then(
      (found) => {
        if (!over) setTexts(found);
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [replica, field]);
  return texts;
}
