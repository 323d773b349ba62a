import { describe, expect, it } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import { contactLog } from '#shared/model/contact-log.ts';
import { relationship } from '#shared/model/relationship.ts';
import { type Task, task } from '#shared/model/task.ts';
import { emptyContact, readContact } from './contact-draft.ts';
import { emptyRelationship, readRelationship } from './relationship-draft.ts';
import { newTaskDraft, readNewTask, readTaskEdit, sectionsOf, taskDraftOf } from './task-draft.ts';

const author = { id: newId(), name: '李敏' };
const customerId = newId();
const today = '2026-11-21';

describe('a contact', () => {
  const context = { customerId, author, now: new Date('2026-11-21T08:30:00Z'), today };

  it('is written with its author and its moment', () => {
    const { value } = readContact({ ...emptyContact, note: ' 谈了理财 ' }, context);
    expect(value?.task).toBeNull();
    expect(contactLog.parse({ id: newId(), ...value?.log })).toMatchObject({
      note: '谈了理财',
      authorName: '李敏',
      occurredAt: '2026-11-21T08:30:00.000Z',
    });
  });

  it('needs a note', () => {
    expect(readContact(emptyContact, context).problems).toEqual({ note: { code: 'required' } });
  });

  it('makes its next step a task when asked to', () => {
    const draft = { ...emptyContact, note: 'x', nextStep: '送资料', nextStepOn: '+3', followUp: true };
    const { value } = readContact(draft, context);
    expect(value?.log).toMatchObject({ nextStep: '送资料', nextStepOn: '2026-11-24' });
    expect(task.parse({ id: newId(), ...value?.task })).toMatchObject({
      title: '送资料',
      dueOn: '2026-11-24',
      assigneeId: author.id,
      status: 'open',
    });
  });

  it('asks what to do and when, if a task is to come of it', () => {
    expect(readContact({ ...emptyContact, note: 'x', followUp: true }, context).problems).toEqual({
      nextStep: { code: 'required' },
      nextStepOn: { code: 'required' },
    });
  });

  it('does not drop a date that it cannot read', () => {
    expect(readContact({ ...emptyContact, note: 'x', nextStepOn: '32.13.' }, context).problems).toEqual({
      nextStepOn: { code: 'date' },
    });
  });
});

describe('a task', () => {
  const draft = { ...newTaskDraft(author.id, today), title: '回访' };

  it('is written open, by its author', () => {
    const { value } = readNewTask(draft, { customerId, authorId: author.id, today });
    expect(task.parse({ id: newId(), ...value })).toMatchObject({ status: 'open', createdById: author.id });
  });

  it('needs a title and a day', () => {
    const { problems } = readNewTask(
      { ...draft, title: ' ', dueOn: '' },
      { customerId, authorId: author.id, today },
    );
    expect(problems).toEqual({ title: { code: 'required' }, dueOn: { code: 'required' } });
  });

  it('sends only what an edit changed', () => {
    const existing: Task = {
      id: newId(),
      customerId,
      title: '回访',
      kind: 'call',
      priority: 'normal',
      status: 'open',
      dueOn: today,
      note: 'before',
      assigneeId: author.id,
      createdById: author.id,
    };
    const edited = { ...taskDraftOf(existing), dueOn: '20261201', note: '' };
    expect(readTaskEdit(edited, existing, today).value).toEqual({ dueOn: '2026-12-01', note: null });
    expect(readTaskEdit(taskDraftOf(existing), existing, today).value).toEqual({});
  });

  it('stands by day, then by priority; closed ones apart, the latest first', () => {
    const one = (title: string, rest: Partial<Task>) => ({
      id: newId(),
      customerId,
      title,
      kind: 'call' as const,
      priority: 'normal' as const,
      status: 'open' as const,
      dueOn: today,
      assigneeId: author.id,
      createdById: author.id,
      ...rest,
    });
    const { open, closed } = sectionsOf([
      one('later', { dueOn: '2026-12-01' }),
      one('normal', {}),
      one('urgent', { priority: 'high' }),
      one('old', { status: 'done', completedAt: '2026-10-01T00:00:00Z' }),
      one('new', { status: 'done', completedAt: '2026-11-01T00:00:00Z' }),
    ]);
    expect(open.map((entry) => entry.title)).toEqual(['urgent', 'normal', 'later']);
    expect(closed.map((entry) => entry.title)).toEqual(['new', 'old']);
  });
});

describe('a relationship', () => {
  it('keeps a share only where the kind has one', () => {
    const draft = { ...emptyRelationship, relatedName: '宏达公司', share: '12.5%' };
    expect(readRelationship({ ...draft, kind: 'shareholder' }, customerId).value).toMatchObject({
      shareBasisPoints: 1250,
    });
    const spouse = readRelationship(draft, customerId).value;
    expect(relationship.parse({ id: newId(), ...spouse })).not.toHaveProperty('shareBasisPoints');
  });

  it('names what it cannot read', () => {
    const draft = { ...emptyRelationship, kind: 'shareholder' as const, share: '120', mobile: '12' };
    expect(readRelationship(draft, customerId).problems).toEqual({
      relatedName: { code: 'required' },
      mobile: { code: 'phone' },
      share: { code: 'percent' },
    });
  });
});
