import { useMemo } from 'react';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { type CustomerGroup, type Exposure, exposureOf, groupOf } from '#shared/domain/customer-group.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import { useFile } from './file-context.tsx';

/** More than a group of two steps has of anything; it bounds what crosses from the worker. */
const MOST = 2000;

export interface KnownGroup {
  readonly group: CustomerGroup;
  readonly exposure: Exposure;
  /** The customers of the group whose files are here. */
  readonly here: ReadonlyMap<string, Customer>;
  /** All of it has been read: until then sums would be too small. */
  readonly complete: boolean;
}

/** A customer's group, as far as files are on this device. */
export function useGroup(relationships: readonly Relationship[]): KnownGroup {
  const { customer } = useFile();
  const near = idsOf(relationships, customer.id);
  const further = useLiveQuery<'relationships'>(
    near.length === 0
      ? null
      : { collection: 'relationships', selector: { customerId: { $in: near } }, limit: MOST },
  );
  const all = idsOf([...relationships, ...further.documents], '');
  const customers = useLiveQuery<'customers'>(
    all.length === 0 ? null : { collection: 'customers', selector: { id: { $in: all } }, limit: MOST },
  );
  const members = [...new Set([customer.id, ...all])].toSorted();
  const holdings = useLiveQuery<'holdings'>({
    collection: 'holdings',
    selector: { customerId: { $in: members }, category: 'liability' },
    limit: MOST,
  });
  return useMemo(() => {
    const here = new Map<string, Customer>([
      [customer.id, customer],
      ...customers.documents.map((one) => [one.id, one] as const),
    ]);
    const group = groupOf(customer, [...relationships, ...further.documents]);
    return {
      group,
      exposure: exposureOf(group, holdings.documents, new Set(here.keys())),
      here,
      complete: !further.loading && !customers.loading && !holdings.loading,
    };
  }, [customer, relationships, further, customers, holdings]);
}

function idsOf(relationships: readonly Relationship[], but: string): string[] {
  const ids = relationships.flatMap(({ relatedCustomerId: id }) =>
    id === undefined || id === but ? [] : [id],
  );
  return [...new Set(ids)].toSorted();
}
