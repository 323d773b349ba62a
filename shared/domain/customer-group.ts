import type { Holding } from '../model/holding.ts';
import type { Money } from '../model/primitives.ts';
import type { Relationship } from '../model/relationship.ts';

/** Somebody in a customer's group: a customer, or a person or company known by name only. */
export interface GroupMember {
  /** The customer's id; of others the id of the relationship that names them. */
  readonly key: string;
  readonly customerId?: string;
  readonly name: string;
  /** How far from the customer in the middle: 0, 1 or 2. */
  readonly step: number;
}

export interface GroupLink {
  /** What `to` is to `from`. */
  readonly kind: Relationship['kind'];
  readonly from: string;
  readonly to: string;
  readonly shareBasisPoints?: number;
}

export interface CustomerGroup {
  readonly members: readonly GroupMember[];
  readonly links: readonly GroupLink[];
}

export const GROUP_STEPS = 2;

/**
 * Who hangs together with a customer, {@link GROUP_STEPS} steps out, from the relationships of the files that are here.
 * Both sides of a relationship are documents of their own: a pair is linked once, as the nearer side says it.
 */
export function groupOf(
  centre: { readonly id: string; readonly name: string },
  relationships: readonly Relationship[],
): CustomerGroup {
  const members = new Map<string, GroupMember>([
    [centre.id, { key: centre.id, customerId: centre.id, name: centre.name, step: 0 }],
  ]);
  const links: GroupLink[] = [];
  const linked = new Set<string>();
  let ring = [centre.id];
  // One round more than steps: among those farthest out too, who knows whom.
  for (let step = 1; step <= GROUP_STEPS + 1 && ring.length > 0; step += 1) {
    const next: string[] = [];
    const inRing = new Set(ring);
    for (const one of relationships.filter(({ customerId }) => inRing.has(customerId))) {
      const { relatedCustomerId, relatedName: name, kind, shareBasisPoints } = one;
      const key = relatedCustomerId ?? one.id;
      const pair = [one.customerId, key].toSorted().join(' ');
      if (linked.has(pair) || (step > GROUP_STEPS && !members.has(key))) continue;
      linked.add(pair);
      links.push({
        kind,
        from: one.customerId,
        to: key,
        ...(shareBasisPoints === undefined ? {} : { shareBasisPoints }),
      });
      if (members.has(key)) continue;
      members.set(key, {
        key,
        name,
        step,
        ...(relatedCustomerId === undefined ? {} : { customerId: relatedCustomerId }),
      });
      if (relatedCustomerId !== undefined) next.push(relatedCustomerId);
    }
    ring = next;
  }
  return { members: [...members.values()], links };
}

export interface Exposure {
  /** What is owed to this bank, per currency, the largest first. */
  readonly loans: readonly Money[];
  /** By member, those who owe nothing left out. */
  readonly byMember: ReadonlyMap<string, readonly Money[]>;
  /** Customers whose loans are known here. */
  readonly known: number;
  /** Customers of this bank whose files are not here: their loans are not in the sum. */
  readonly unknown: number;
  /** Members with a loan that is overdue or defaulted. */
  readonly late: readonly string[];
}

/** What the members of a group owe this bank together; `here` are the customers whose files this device holds. */
export function exposureOf(
  group: CustomerGroup,
  holdings: readonly Holding[],
  here: ReadonlySet<string>,
): Exposure {
  const customers = group.members.flatMap(({ customerId }) => customerId ?? []);
  const byMember = new Map<string, Money[]>();
  const late = new Set<string>();
  const total: Money[] = [];
  for (const { customerId, category, place, status, balance } of holdings) {
    if (category !== 'liability' || place !== 'ours' || status === 'closed') continue;
    if (!customers.includes(customerId)) continue;
    add(total, balance);
    const own = byMember.get(customerId) ?? [];
    add(own, balance);
    byMember.set(customerId, own);
    if (status === 'overdue' || status === 'defaulted') late.add(customerId);
  }
  const known = customers.filter((id) => here.has(id)).length;
  return {
    loans: total.toSorted((a, b) => b.minor - a.minor),
    byMember,
    known,
    unknown: customers.length - known,
    late: [...late],
  };
}

function add(sums: Money[], { minor, currency }: Money): void {
  const at = sums.findIndex((sum) => sum.currency === currency);
  const before = sums[at];
  if (before === undefined) sums.push({ minor, currency });
  else sums[at] = { minor: before.minor + minor, currency };
}
