import fc from 'fast-check';
import { it } from 'vitest';
import { sameJson } from '#shared/merge/three-way.ts';
import { systemClock } from '../deps.ts';
import { createDevice } from '../test/device.ts';
import { type Change, type RawDocument, writeRaw } from './documents.ts';
import { watchQuery } from './live.ts';
import { queryRaw } from './scan.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

const write = fc.record({
  id: fc.constantFrom(...ids),
  gone: fc.boolean(),
  dueOn: fc.integer({ min: 1, max: 9 }),
  status: fc.constantFrom('open', 'done'),
});
const writes = fc.array(fc.uniqueArray(write, { selector: (one) => one.id, minLength: 1 }), {
  minLength: 1,
  maxLength: 12,
});

const selectors = fc.constantFrom<Record<string, unknown>>(
  { assigneeId: 'p', status: 'open' },
  { id: { $in: ['a', 'c', 'z'] } },
  { id: 'b' },
);

const changeOf = ({
  id,
  gone,
  dueOn,
  status,
}: {
  id: string;
  gone: boolean;
  dueOn: number;
  status: string;
}): Change => ({
  id,
  document: gone
    ? null
    : { id, rev: 1, customerId: 'x', assigneeId: 'p', status, dueOn: `2026-01-0${dueOn}` },
});

it('a live result is what the storage would answer, whatever is written and however much at once', async () => {
  await createDevice('http://server.test').write(async (database) => {
    const collection = database.collections.tasks;
    await fc.assert(
      fc.asyncProperty(
        writes,
        selectors,
        fc.constantFrom(1, 2, 3, undefined),
        async (batches, selector, limit) => {
          await writeRaw(
            collection,
            ids.map((id) => ({ id, document: null })),
          );
          const query = {
            collection: 'tasks' as const,
            selector,
            sort: [{ dueOn: 'asc' as const }, { id: 'asc' as const }],
            ...(limit === undefined ? {} : { limit }),
          };
          let seen: RawDocument[] | undefined;
          let onSeen: () => void = () => undefined;
          const stop = watchQuery(
            database,
            query,
            // Everything that waits comes as soon as the present step is over.
            { now: () => 0, after: (_, action) => systemClock.after(0, action) },
            (documents) => {
              seen = documents;
              onSeen();
            },
            () => undefined,
          );
          for (const batch of batches) await writeRaw(collection, batch.map(changeOf));
          const { collection: _, ...mango } = query;
          const wanted = await queryRaw(collection, mango);
          while (!sameJson(seen, wanted)) await new Promise<void>((resolve) => (onSeen = resolve));
          stop();
        },
      ),
      { numRuns: 30 },
    );
  });
}, 30_000);
