import { v7 } from 'uuid';
import type { RecordedAct } from '#shared/model/act.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import { logDoc } from './bank.ts';
import { mutationOf } from './device.ts';

/** A change of a customer's own fields. */
export function customerEdit(customerId: string, base: object, next: object, baseRev = 1): Mutation {
  return mutationOf({
    collection: 'customers',
    documentId: customerId,
    customerId,
    baseRev,
    base: base as never,
    next: next as never,
  });
}

/** A new contact log in a customer's file. */
export function newLog(customerId: string, given: object = {}): Mutation {
  const { id, customerId: _, authorId: __, authorName: ___, ...next } = logDoc(customerId, v7());
  return mutationOf({
    collection: 'contactLogs',
    documentId: id,
    customerId,
    op: 'create',
    baseRev: 0,
    next: { ...next, ...given } as never,
  });
}

/** A new complaint in a customer's file. */
export function newCase(customerId: string, ownerId: string, given: object = {}): Mutation {
  return mutationOf({
    collection: 'cases',
    intent: 'case.open',
    documentId: v7(),
    customerId,
    op: 'create',
    baseRev: 0,
    next: {
      kind: 'complaint',
      severity: 'serious',
      status: 'open',
      channel: 'counter',
      subject: '排队过久',
      detail: '等候逾一小时',
      openedAt: '2026-01-10T08:00:00.000Z',
      dueOn: '2026-01-15',
      ownerId,
      ...given,
    },
  });
}

/** A new document of what is the author's own. */
export function newPersonal(kind: string, next: object, documentId = v7()): Mutation {
  return mutationOf({
    collection: 'personal',
    documentId,
    op: 'create',
    baseRev: 0,
    next: { kind, ...next } as never,
  });
}

/** A saved view of the customer list. */
export function newView(given: object = {}): Mutation {
  return newPersonal('view', { list: 'customers', name: '到期客户', value: { grade: 'gold' }, ...given });
}

/** The record that somebody showed a number of a customer's. */
export function newAct(customerId: string, given: Partial<RecordedAct> = {}): RecordedAct {
  const id = v7();
  return {
    id,
    collection: 'acts',
    documentId: id,
    customerId,
    op: 'create',
    intent: 'act.unmask',
    baseRev: 0,
    base: {},
    next: { fields: ['idNumber'] },
    at: '2026-11-20T02:00:00.000Z',
    ...given,
  };
}
