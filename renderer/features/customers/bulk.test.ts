import { describe, expect, it } from 'vitest';
import type { EditInput } from '#renderer/replica/api/edits.ts';
import { ReplicaError } from '#renderer/replica/api/error.ts';
import type { Customer } from '#shared/model/customer.ts';
import { type BulkContext, CHUNK, runBulk, undoBulk } from './bulk.ts';

/** A bank of customers with tags that takes edits all or nothing, and refuses those of some. */
function bankOf(tags: Record<string, string[]>, refused: ReadonlyMap<string, ReplicaError> = new Map()) {
  const stored = new Map(Object.entries(tags));
  const tasks = new Map<string, unknown>();
  const commits: number[] = [];
  const context: BulkContext = {
    async customers(ids) {
      return ids.flatMap((id) => {
        const own = stored.get(id);
        return own === undefined ? [] : [{ id, tags: own } as Partial<Customer> as Customer];
      });
    },
    async editMany(inputs: readonly EditInput[]) {
      for (const { customerId = '' } of inputs) {
        const error = refused.get(customerId);
        if (error !== undefined) throw error;
      }
      commits.push(inputs.length);
      return inputs.map((input, index) => {
        const documentId = input.documentId ?? `task of ${input.customerId ?? ''}`;
        if (input.collection === 'tasks') tasks.set(documentId, input.next.status);
        else stored.set(documentId, (input.next.tags as string[] | null) ?? []);
        return { mutationId: `m${index}`, documentId };
      });
    },
    onProgress: () => undefined,
    isStopped: () => false,
  };
  return { context, stored, tasks, commits, ids: Object.keys(tags) };
}
const many = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`c${index}`, index % 2 === 0 ? ['old'] : []]),
  );
const task = {
  title: '回访',
  kind: 'call',
  priority: 'normal',
  dueOn: '2026-05-21',
  assigneeId: 'me',
  createdById: 'me',
} as const;

describe('a bulk edit', () => {
  it('goes in chunks, leaves alone who has the tag already, and is undone for exactly those it changed', async () => {
    const before = many(250);
    const { context, stored, commits, ids } = bankOf(before);
    const result = await runBulk(context, ids, { kind: 'addTag', tag: 'old' });
    expect(result.done).toHaveLength(125);
    expect(commits.every((size) => size <= CHUNK)).toBe(true);
    expect([...stored.values()].every((tags) => tags.includes('old'))).toBe(true);
    stored.set('c1', ['old', 'meanwhile']);
    await undoBulk(context, result);
    expect(Object.fromEntries(stored)).toEqual({ ...before, c1: ['meanwhile'] });
  });

  it('makes a task for each, and cancels them again', async () => {
    const { context, tasks, ids } = bankOf(many(3));
    const result = await runBulk(context, ids, { kind: 'addTask', task });
    expect([...tasks.values()]).toEqual(['open', 'open', 'open']);
    await undoBulk(context, result);
    expect([...tasks.values()]).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('leaves nobody out because of somebody else, and says whom it could not be done to and why', async () => {
    const refused = new Map([
      ['c7', new ReplicaError('not_allowed')],
      ['c90', new ReplicaError('invalid')],
    ]);
    const { context, stored, ids } = bankOf(many(120), refused);
    stored.delete('c3');
    stored.set(
      'c5',
      Array.from({ length: 20 }, (_, index) => `tag ${index}`),
    );
    const result = await runBulk(context, ids, { kind: 'addTag', tag: 'new' });
    expect(result.done).toHaveLength(116);
    expect(Object.fromEntries(result.refused.map(({ customerId, reason }) => [customerId, reason]))).toEqual({
      c3: 'not_found',
      c5: 'too_many_tags',
      c7: 'not_allowed',
      c90: 'invalid',
    });
  });

  it('ends where nothing more can be saved', async () => {
    const { context, commits, ids } = bankOf(
      many(500),
      new Map([['c150', new ReplicaError('storage_full')]]),
    );
    const result = await runBulk(context, ids, { kind: 'addTask', task });
    expect(commits).toEqual([CHUNK]);
    expect(result).toMatchObject({ stopped: true, total: 500 });
    expect(result.done).toHaveLength(CHUNK);
  });

  it('can be stopped between two chunks, and what was done stays', async () => {
    const { context, ids } = bankOf(many(500));
    let done = 0;
    const stopping: BulkContext = {
      ...context,
      onProgress: (count) => {
        done = count;
      },
      isStopped: () => done >= 200,
    };
    const result = await runBulk(stopping, ids, { kind: 'addTask', task });
    expect(result).toMatchObject({ stopped: true });
    expect(result.done).toHaveLength(200);
  });
});
