import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { asDesigned } from '#shared/access/field-rules.ts';
import { correctionOf, draftOf, readCorrection } from './correction.ts';

const person = '0190a000-0000-7000-8000-000000000001';

function rejected(entry: Partial<OutboxEntry>, more: Partial<EditItem> = {}): EditItem {
  const whole: OutboxEntry = {
    mutationId: 'm1',
    collection: 'tasks',
    documentId: 't1',
    customerId: 'c1',
    intent: 'task.edit',
    base: {},
    next: {},
    at: '2026-03-01T08:00:00Z',
    state: 'rejected',
    ...entry,
  };
  return {
    mutationId: 'm1',
    collection: whole.collection,
    documentId: whole.documentId,
    customerId: 'c1',
    entry: whole,
    state: 'rejected',
    at: whole.at,
    conflicts: [],
    ...more,
  };
}

const today = '2026-03-02';

describe('correcting a refused edit', () => {
  it('starts from what was refused and sends what was typed instead', () => {
    const item = rejected({ next: { title: '回访', assigneeId: person } });
    const correction = correctionOf(item, asDesigned('branch_manager'), true);
    if (correction === null) throw new Error('it can be corrected');
    expect(draftOf(item, correction)).toEqual({ title: '回访', assigneeId: person });
    expect(readCorrection(correction, { title: ' 电话回访 ', assigneeId: person }, {}, today)).toEqual({
      edit: {
        collection: 'tasks',
        intent: 'task.edit',
        documentId: 't1',
        customerId: 'c1',
        next: { title: '电话回访', assigneeId: person },
      },
    });
  });

  it('makes a new document of one that was refused as new, with what nobody types as it was', () => {
    const next = { title: '回访', status: 'open', createdById: person, dueOn: '2026-03-05' };
    const item = rejected({ intent: 'task.add', next });
    const correction = correctionOf(item, asDesigned('teller'), false);
    if (correction === null) throw new Error('it can be corrected');
    expect(readCorrection(correction, draftOf(item, correction), {}, today)).toEqual({
      edit: { collection: 'tasks', intent: 'task.add', customerId: 'c1', next },
    });
  });

  it('leaves out what the role may not write, and cannot be made where that is all', () => {
    const item = rejected({
      collection: 'customers',
      intent: 'customer.edit',
      next: { remarks: '常客', email: 'a@example.cn' },
    });
    expect(correctionOf(item, asDesigned('teller'), true)).toMatchObject({
      fields: [{ name: 'email' }],
      leftOut: ['remarks'],
    });
    const all = rejected({ collection: 'customers', intent: 'customer.edit', next: { remarks: '常客' } });
    expect(correctionOf(all, asDesigned('teller'), true)).toBeNull();
  });

  it('says what is wrong before it is sent', () => {
    const item = rejected({ collection: 'customers', intent: 'customer.edit', next: { mobile: '1' } });
    const correction = correctionOf(item, asDesigned('teller'), true);
    if (correction === null) throw new Error('it can be corrected');
    expect(readCorrection(correction, { mobile: '1' }, {}, today)).toEqual({
      problems: { mobile: { code: 'phone' } },
    });
    const title = correctionOf(rejected({ next: { title: 'x' } }), asDesigned('teller'), true);
    expect(title && readCorrection(title, { title: '  ' }, {}, today)).toEqual({
      problems: { title: { code: 'required' } },
    });
  });

  it('cannot be made of what does not exist any more, exists already, or has no values left here', () => {
    const next = { title: '回访' };
    expect(correctionOf(rejected({ next }), asDesigned('teller'), false)).toBeNull();
    expect(
      correctionOf(rejected({ next }, { reason: 'already_exists' }), asDesigned('teller'), true),
    ).toBeNull();
    expect(correctionOf(rejected({}), asDesigned('teller'), true)).toBeNull();
  });
});
