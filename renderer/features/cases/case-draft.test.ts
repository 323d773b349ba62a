import { describe, expect, it } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import { type ServiceCase, serviceCase } from '#shared/model/service-case.ts';
import { caseDraftOf, newCaseDraft, readCaseEdit, readNewCase, withSeverity } from './case-draft.ts';

// A Monday.
const today = '2026-11-16';
const me = newId();
const context = {
  customerId: newId(),
  authorId: me,
  now: new Date('2026-11-16T02:00:00.000Z'),
  today,
};
const start = newCaseDraft({ ownerId: me, channel: 'counter' }, today);

describe('taking in a complaint', () => {
  it('writes a whole case, open, with the term of its severity', () => {
    const { value } = readNewCase({ ...start, subject: ' 排队太久 ', detail: '等了一小时' }, context);
    expect(serviceCase.safeParse({ ...value, id: newId() }).success).toBe(true);
    expect(value).toMatchObject({
      subject: '排队太久',
      status: 'open',
      dueOn: '2026-11-25',
      createdById: me,
    });
  });

  it('asks for what is missing and refuses a day that is none', () => {
    const { value, problems } = readNewCase({ ...start, dueOn: 'soon' }, context);
    expect(value).toBeNull();
    expect(problems).toMatchObject({
      subject: { code: 'required' },
      detail: { code: 'required' },
      dueOn: { code: 'date' },
    });
  });

  it('lets the term follow the severity until somebody types another day', () => {
    expect(withSeverity(start, 'urgent', today)).toEqual({ severity: 'urgent', dueOn: '2026-11-17' });
    expect(withSeverity({ ...start, dueOn: '20261120' }, 'urgent', today)).toEqual({ severity: 'urgent' });
  });
});

describe('changing one', () => {
  const existing: ServiceCase = {
    id: newId(),
    customerId: context.customerId,
    kind: 'complaint',
    severity: 'normal',
    status: 'in_progress',
    channel: 'call',
    subject: '排队太久',
    detail: '等了一小时',
    openedAt: '2026-11-16T02:00:00.000Z',
    dueOn: '2026-11-25',
    ownerId: me,
    createdById: me,
  };

  it('sends only what changed, and nothing when nothing did', () => {
    const draft = caseDraftOf(existing);
    expect(readCaseEdit(draft, existing, today).value).toEqual({});
    expect(readCaseEdit({ ...draft, severity: 'serious' }, existing, today).value).toEqual({
      severity: 'serious',
    });
  });
});
