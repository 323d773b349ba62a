import { v7 } from 'uuid';
import type { Mutation } from '#shared/model/mutation.ts';
import { logDoc } from '#sync-server/test/bank.ts';
import type { BankFile } from './bank.ts';

/** Of ten edits six are new contact logs, three change a task, and one changes the customer. */
export function editOf(file: BankFile, number: number): Mutation {
  const { customerId } = file;
  const kind = number % 10;
  const common = { id: v7(), customerId, at: new Date().toISOString() };
  if (kind < 6) {
    const { id, customerId: _, authorId: __, authorName: ___, ...next } = logDoc(customerId, v7());
    return {
      ...common,
      collection: 'contactLogs',
      documentId: id,
      op: 'create',
      intent: 'contactLog.add',
      baseRev: 0,
      base: {},
      next: { ...next, note: `第${number}次联系，约好下周再来` } as Mutation['next'],
    };
  }
  const isTask = kind < 9;
  const documentId = isTask ? file.taskIds[number % file.taskIds.length] : customerId;
  return {
    ...common,
    collection: isTask ? 'tasks' : 'customers',
    documentId: documentId ?? customerId,
    op: 'update',
    intent: isTask ? 'task.edit' : 'customer.edit',
    baseRev: 1,
    base: {},
    next: isTask ? { note: `备注${number}` } : { remarks: `备注${number}` },
  };
}

/** Edits of one request, spread over this many files of those given, from the `request`-th on, round and round. */
export function batchOf(
  files: readonly BankFile[],
  request: number,
  size: number,
  spread: number,
): Mutation[] {
  return Array.from({ length: size }, (_, index) => {
    const file = files[(request * spread + (index % spread)) % files.length];
    if (file === undefined) throw new Error('no files');
    // Kinds rotate through the files of a request.
    return editOf(file, request * size + index + Math.floor(index / spread));
  });
}
