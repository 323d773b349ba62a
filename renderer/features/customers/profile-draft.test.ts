import { describe, expect, it } from 'vitest';
import { asDesigned } from '#shared/access/field-rules.ts';
import { newId } from '#shared/domain/ids.ts';
import type { Customer } from '#shared/model/customer.ts';
import {
  changedFields,
  draftOf,
  followed,
  overtaken,
  type ProfileDraft,
  readDraft,
} from './profile-draft.ts';
import { visibleFields } from './profile-fields.ts';

const id = newId();
const customer: Customer = {
  id,
  customerId: id,
  customerNo: '1000001',
  kind: 'retail',
  name: '曾淑芬',
  branchId: newId(),
  openedOn: '2019-03-02',
  lifecycle: 'active',
  grade: 'gold',
  idType: 'resident_id',
  idNumber: '110101199003070000',
  mobile: '13812345678',
  homePhone: 'ask the son',
  email: 'z@example.cn',
  tags: ['vip'],
  annualIncome: { minor: 30000000, currency: 'CNY' },
};
const context = { today: '2026-11-21', currency: 'CNY' };
const manager = visibleFields(asDesigned('relationship_manager'), 'retail');

function read(changes: Partial<ProfileDraft>, fields = manager) {
  const opened = draftOf(customer, fields);
  return readDraft({ ...opened, ...changes }, opened, customer, fields, context);
}

describe('saving a profile', () => {
  it('sends only the fields that changed', () => {
    expect(read({ address: ' 人民路 8 号 ', email: 'z@example.cn ' })).toEqual({
      value: { address: '人民路 8 号' },
      problems: null,
    });
  });

  it('sends nothing when nothing changed', () => {
    expect(read({})).toEqual({ value: {}, problems: null });
  });

  it('clears an emptied field with null', () => {
    expect(read({ email: '', tags: [] }).value).toEqual({ email: null, tags: null });
  });

  it('reads dates and amounts as they are typed', () => {
    expect(read({ birthDate: '19900307', annualIncome: '35万' }).value).toEqual({
      birthDate: '1990-03-07',
      annualIncome: { minor: 35000000, currency: 'CNY' },
    });
  });

  it('does not send a value that is only written differently', () => {
    expect(read({ annualIncome: '300,000.00' }).value).toEqual({});
  });

  it('says what is wrong with each field, and sends none of them', () => {
    const reading = read({
      name: ' ',
      mobile: '138',
      email: 'nobody',
      birthDate: '20270101',
      idExpiresOn: 'soon',
      annualIncome: 'plenty',
      occupation: 'x'.repeat(61),
      idNumber: '110101199003070001',
      address: 'fine',
    });
    expect(reading.value).toBeNull();
    expect(reading.problems).toEqual({
      name: { code: 'required' },
      mobile: { code: 'phone' },
      email: { code: 'email' },
      birthDate: { code: 'future' },
      idExpiresOn: { code: 'date' },
      annualIncome: { code: 'amount' },
      occupation: { code: 'too_long', max: 60 },
      idNumber: { code: 'resident_id' },
    });
  });

  it('lets an old value that would not pass today stand while another field is edited', () => {
    expect(read({ wechat: 'zsf' }).value).toEqual({ wechat: 'zsf' });
  });

  it('checks the number by the kind of document in the form', () => {
    expect(read({ idType: 'passport', idNumber: 'e1234567' }).value).toEqual({
      idType: 'passport',
      idNumber: 'E1234567',
    });
  });
});

describe('a document that changes under an open form', () => {
  const opened = draftOf(customer, manager);
  const live = { ...opened, mobile: '13900000000', occupation: '教师' };
  const draft = { ...opened, mobile: '13777777777', wechat: 'zsf' };

  it('keeps what the author typed and follows in the other fields', () => {
    expect(followed(draft, opened, live, manager)).toEqual({ ...live, mobile: '13777777777', wechat: 'zsf' });
  });

  it('names the fields that both changed', () => {
    expect(overtaken(draft, opened, live, manager)).toEqual(['mobile']);
  });

  it('names none where both wrote the same', () => {
    expect(overtaken({ ...draft, mobile: '13900000000' }, opened, live, manager)).toEqual([]);
  });
});

describe('the fields of a role', () => {
  it('leaves out what the role never receives and what the kind of customer does not have', () => {
    const names = visibleFields(asDesigned('teller'), 'corporate').map((field) => field.name);
    expect(names).toContain('registeredCapital');
    for (const name of ['remarks', 'wechat', 'birthDate', 'annualIncome']) expect(names).not.toContain(name);
  });

  it('lets an auditor write nothing', () => {
    expect(visibleFields(asDesigned('auditor'), 'retail').filter((field) => field.writable)).toEqual([]);
  });

  it('never reports a hidden field as changed', () => {
    const fields = visibleFields(asDesigned('teller'), 'retail');
    const before = draftOf(customer, fields);
    expect(changedFields({ ...before, remarks: 'x' }, before, fields)).toEqual([]);
  });
});
