import { describe, expect, it } from 'vitest';
import type { Customer } from '../model/customer.ts';
import type { Task } from '../model/task.ts';
import { newId } from './ids.ts';
import { kycOf } from './kyc.ts';

const today = '2026-11-22';
const id = newId();
const person: Customer = {
  id,
  customerId: id,
  customerNo: '1',
  kind: 'retail',
  name: '曾淑芬',
  branchId: newId(),
  openedOn: '2019-03-02',
  lifecycle: 'active',
  grade: 'gold',
  idType: 'resident_id',
  idNumber: '110101199003070000',
  idExpiresOn: '2030-01-01',
  mobile: '13812345678',
  address: '人民路 8 号',
  sex: 'female',
  birthDate: '1990-03-07',
  occupation: '教师',
};
const kyc = (customer: Customer, tasks: Task[] = [], hidden: string[] = []) =>
  kycOf({ customer, tasks, hidden, today });

describe('know-your-customer state', () => {
  it('tells a document that holds from one that expires soon, has expired, or has no known end', () => {
    const document = (idExpiresOn: string | undefined) => {
      const { idExpiresOn: _, ...rest } = person;
      return kyc(idExpiresOn === undefined ? rest : { ...rest, idExpiresOn });
    };
    expect(document('2027-02-21')).toMatchObject({ document: 'valid', documentDays: 91 });
    expect(document('2027-02-20')).toMatchObject({ document: 'expiring', documentDays: 90 });
    expect(document(today)).toMatchObject({ document: 'expiring', documentDays: 0 });
    expect(document('2026-11-21')).toMatchObject({ document: 'expired', documentDays: -1 });
    expect(document(undefined)).toMatchObject({ document: 'unknown' });
    expect(kyc({ ...person, idType: 'uscc' })).toMatchObject({ document: 'valid' });
  });

  it('names what is missing, but nothing that the role does not see', () => {
    const { occupation: _, mobile: __, ...rest } = person;
    expect(kyc(rest)).toMatchObject({ missing: ['mobile', 'occupation'], filled: 6, of: 8 });
    expect(kyc(rest, [], ['mobile'])).toMatchObject({ missing: ['occupation'], filled: 6, of: 7 });
  });

  it('asks other things of a company, and a mobile serves where it has no other phone', () => {
    const { missing } = kyc({ ...person, kind: 'corporate' });
    expect(missing).toEqual([
      'legalRepresentative',
      'registeredCapital',
      'industry',
      'companySize',
      'foundedOn',
    ]);
  });

  it('counts the next review from the last done task about documents, or from the opening', () => {
    const task: Task = {
      id: newId(),
      customerId: id,
      title: '核对资料',
      kind: 'document',
      priority: 'normal',
      status: 'done',
      dueOn: '2025-06-01',
      assigneeId: newId(),
      createdById: newId(),
      completedAt: '2025-06-03T02:00:00.000Z',
    };
    expect(kyc(person)).toMatchObject({ reviewDueOn: '2022-03-02', reviewDue: true });
    expect(kyc(person, [task])).toMatchObject({
      reviewedOn: '2025-06-03',
      reviewDueOn: '2028-06-03',
      reviewDue: false,
    });
    expect(kyc(person, [{ ...task, kind: 'call' }]).reviewedOn).toBeUndefined();
  });
});
