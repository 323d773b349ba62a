import { describe, expect, it } from 'vitest';
import type { Holding } from '../model/holding.ts';
import type { Relationship } from '../model/relationship.ts';
import { exposureOf, groupOf } from './customer-group.ts';
import { newId } from './ids.ts';

const [boss, firm, daughter, far, outside] = [newId(), newId(), newId(), newId(), newId()];

const side = (customerId: string, relatedCustomerId: string | undefined, kind: Relationship['kind']) => ({
  id: newId(),
  customerId,
  kind,
  relatedName: relatedCustomerId ?? 'somebody',
  ...(relatedCustomerId === undefined ? {} : { relatedCustomerId }),
});

const relationships: Relationship[] = [
  side(firm, boss, 'shareholder'),
  side(boss, firm, 'investee'),
  side(firm, undefined, 'contact_person'),
  side(firm, outside, 'guarantor'),
  side(boss, daughter, 'child'),
  side(daughter, boss, 'parent'),
  side(daughter, far, 'employer'),
];

const loan = (customerId: string, minor: number, changes: Partial<Holding> = {}): Holding => ({
  id: newId(),
  customerId,
  category: 'liability',
  kind: 'loan',
  place: 'ours',
  status: 'active',
  productName: '贷款',
  balance: { minor, currency: 'CNY' },
  openedOn: '2024-01-01',
  ...changes,
});

describe('the group of a customer', () => {
  const group = groupOf({ id: firm, name: 'Firm' }, relationships);

  it('reaches two steps out and no further', () => {
    const steps = new Map(group.members.map(({ key, step }) => [key, step]));
    expect([steps.get(firm), steps.get(boss), steps.get(daughter), steps.get(far)]).toEqual([
      0,
      1,
      2,
      undefined,
    ]);
  });

  it('links a pair once, as the nearer side says it, and has those in it who are no customers', () => {
    expect(group.links.filter(({ from, to }) => [from, to].includes(boss))).toEqual([
      { kind: 'shareholder', from: firm, to: boss },
      { kind: 'child', from: boss, to: daughter },
    ]);
    expect(group.members.filter(({ customerId }) => customerId === undefined)).toHaveLength(1);
  });

  it('survives people who are related in a circle', () => {
    const circle = [
      side(firm, boss, 'shareholder'),
      side(boss, daughter, 'child'),
      side(daughter, firm, 'investee'),
    ];
    expect(groupOf({ id: firm, name: 'Firm' }, circle).links).toHaveLength(3);
  });

  it('adds up what all members owe here, and says of how many nothing is known', () => {
    const holdings = [
      loan(firm, 500),
      loan(boss, 70, { status: 'overdue' }),
      loan(boss, 9, { status: 'closed' }),
      loan(boss, 11, { place: 'other_bank' }),
      loan(far, 1000),
      loan(daughter, 30, { balance: { minor: 30, currency: 'USD' } }),
    ];
    const exposure = exposureOf(group, holdings, new Set([firm, boss, daughter]));
    expect(exposure.loans).toEqual([
      { minor: 570, currency: 'CNY' },
      { minor: 30, currency: 'USD' },
    ]);
    expect(exposure).toMatchObject({ known: 3, unknown: 1, late: [boss] });
    expect(exposure.byMember.get(boss)).toEqual([{ minor: 70, currency: 'CNY' }]);
  });
});
