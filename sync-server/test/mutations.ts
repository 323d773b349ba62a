import { v7 } from 'uuid';
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
