import { describe, expect, it } from 'vitest';
import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import type { ServiceCase } from '../model/service-case.ts';
import { type AlertInput, alertsOf, checksOf } from './alerts.ts';
import { newId } from './ids.ts';

const today = '2026-11-22';
const id = newId();
const branchId = newId();
const customer: Customer = {
  id,
  customerId: id,
  customerNo: '1000000001',
  kind: 'retail',
  name: '张伟',
  branchId,
  openedOn: '2019-03-01',
  lifecycle: 'active',
  grade: 'gold',
  idType: 'resident_id',
  idNumber: '11010519491231002X',
  idExpiresOn: '2031-01-01',
  mobile: '13900000001',
  address: '望江路 1 号',
  occupation: '教师',
  birthDate: '1988-06-01',
};
const deposit: Holding = {
  id: newId(),
  customerId: id,
  category: 'asset',
  kind: 'time',
  place: 'ours',
  status: 'active',
  productName: '整存整取一年',
  balance: { minor: 5_000_000, currency: 'CNY' },
  openedOn: '2025-11-24',
  maturesOn: '2026-11-24',
};
const loan: Holding = {
  ...deposit,
  id: newId(),
  category: 'liability',
  kind: 'loan',
  maturesOn: '2036-01-01',
  instalments: {
    amount: { minor: 359_000, currency: 'CNY' },
    count: 120,
    paid: 10,
    nextDueOn: '2026-10-30',
    overdue: 1,
  },
};
const complaint: ServiceCase = {
  id: newId(),
  customerId: id,
  kind: 'complaint',
  severity: 'serious',
  status: 'open',
  channel: 'counter',
  subject: '转账未到账',
  detail: '昨日转账至今未到账',
  openedAt: '2026-11-19T03:00:00.000Z',
  dueOn: '2026-11-25',
  ownerId: newId(),
  createdById: newId(),
};

const codes = (input: Partial<AlertInput>) =>
  alertsOf({ customer, holdings: [], cases: [], tasks: [], today, ...input }).map(({ code }) => code);

describe('alerts of a customer', () => {
  it('say what is most pressing first: a complaint, then money that is late, then what falls due', () => {
    const born = { ...customer, birthDate: '1988-11-22' };
    expect(codes({ customer: born, holdings: [deposit, loan], cases: [complaint] })).toEqual([
      'complaint',
      'instalmentOverdue',
      'maturity',
      'birthday',
    ]);
  });

  it('name the day of a complaint, and nothing of one that is resolved or of a suggestion', () => {
    const [alert] = alertsOf({ customer, holdings: [], cases: [complaint], tasks: [], today });
    expect(alert).toMatchObject({ code: 'complaint', openDays: 3, dueOn: '2026-11-25' });
    expect(codes({ cases: [{ ...complaint, status: 'resolved' }] })).toEqual([]);
    expect(codes({ cases: [{ ...complaint, kind: 'suggestion' }] })).toEqual([]);
    expect(codes({ cases: [{ ...complaint, kind: 'request' }] })).toEqual(['request']);
  });

  it('tell money that has matured from money that will', () => {
    expect(codes({ holdings: [{ ...deposit, maturesOn: '2026-11-20', status: 'matured' }] })).toEqual([
      'matured',
    ]);
    expect(codes({ holdings: [{ ...deposit, maturesOn: '2027-11-20' }] })).toEqual([]);
    expect(codes({ holdings: [{ ...deposit, maturesOn: '2026-11-20', status: 'closed' }] })).toEqual([]);
  });

  it('call a card’s last day its expiry, never a maturity', () => {
    const card: Holding = { ...deposit, category: 'intermediary', kind: 'card', maturesOn: '2026-12-01' };
    expect(codes({ holdings: [card] })).toEqual(['cardExpiring']);
  });

  it('name tasks that are due, not those of tomorrow or done', () => {
    const task = {
      id: newId(),
      customerId: id,
      title: '带新证件来',
      kind: 'document',
      priority: 'normal',
      status: 'open',
      dueOn: today,
      assigneeId: newId(),
      createdById: newId(),
    } as const;
    const done = { ...task, status: 'done' } as const;
    expect(codes({ tasks: [task, done, { ...task, dueOn: '2026-11-23' }] })).toEqual(['task']);
  });
});

describe('what to check of who stands at the counter', () => {
  const checks = (change: Partial<Customer>) =>
    checksOf({ ...customer, ...change }, today, branchId).map(({ code }) => code);

  it('is nothing where the document is good and the data are complete', () => {
    expect(checks({})).toEqual([]);
  });
  it('is a document that has expired or will soon', () => {
    expect(checks({ idExpiresOn: '2026-11-21' })).toEqual(['idExpired']);
    expect(checks({ idExpiresOn: '2026-11-22' })).toEqual(['idExpiring']);
  });
  it('is what the bank must know and does not', () => {
    const { occupation: _occupation, address: _address, ...rest } = customer;
    expect(checksOf(rest, today, branchId)).toEqual([{ code: 'missing', fields: ['address', 'occupation'] }]);
  });
  it('does not ask for the last day of a card that is for life', () => {
    const { idExpiresOn: _expires, ...rest } = customer;
    expect(checksOf({ ...rest, birthDate: '1960-01-01' }, today, branchId)).toEqual([]);
    expect(checksOf(rest, today, branchId)).toEqual([{ code: 'missing', fields: ['idExpiresOn'] }]);
  });
  it('is a file of another branch, and a name that was generated', () => {
    expect(checks({ branchId: newId(), nameGenerated: true })).toEqual(['otherBranch', 'nameGenerated']);
  });
});
