import {
  createRxDatabase,
  type MangoQuery,
  normalizeMangoQuery,
  prepareQuery,
  type RxCollection,
  type RxDocumentData,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb/plugins/core';
import type { Page, Row } from './bank.ts';
import { type RawDocument, replicaSchemas } from './schemas.ts';
import type { Subject } from './subject.ts';

type Stored = RxDocumentData<RawDocument>;
export type Instance = RxStorageInstance<RawDocument, unknown, unknown>;

const LIST = 100;
const newestFirst = { sort: [{ openedOn: 'desc' as const }], limit: LIST };
let lwt = 1000;

export function stored(document: Row): Stored {
  lwt += 1;
  return { ...document, _deleted: false, _attachments: {}, _meta: { lwt }, _rev: '1-bench' };
}

/** Writes to several collections, in one commit where the storage can. */
export type Commit = (
  writes: { instance: Instance; rows: { previous?: Stored; document: Stored }[] }[],
  context: 'pull' | 'edit',
) => Promise<void>;

/** Stock RxDB has a transaction for each collection. */
const oneByOne: Commit = async (writes, context) => {
  for (const { instance, rows } of writes) {
    const { error } = await instance.bulkWrite(rows, context);
    if (error.length > 0) throw new Error('refused');
  }
};

/** A replica in RxDB, on whichever storage. Asks the storage itself: RxDB's query cache is not what is measured. */
export async function openRxdb(
  name: string,
  storage: RxStorage<unknown, unknown>,
  commit: Commit = oneByOne,
  settled: () => Promise<void> = async () => undefined,
): Promise<Subject> {
  const database = await createRxDatabase({ name, storage, multiInstance: false });
  const collections: Record<string, RxCollection<RawDocument>> = await database.addCollections(
    replicaSchemas,
  );

  function instanceOf(collection: string): Instance {
    const found = collections[collection]?.storageInstance;
    if (found === undefined) throw new Error(`no collection ${collection}`);
    return found as unknown as Instance;
  }
  function prepared(instance: Instance, selector: object, more: object = {}) {
    const query = { ...more, selector: { ...selector, _deleted: { $eq: false } } } as MangoQuery<Stored>;
    return prepareQuery(instance.schema, normalizeMangoQuery(instance.schema, query));
  }
  async function customers(selector: object): Promise<number> {
    const instance = instanceOf('customers');
    return (await instance.query(prepared(instance, selector, newestFirst))).documents.length;
  }

  return {
    async store(page: Page) {
      const writes = [...page.documents].map(([collection, rows]) => ({
        instance: instanceOf(collection),
        rows: rows.map((row) => ({ document: stored(row) })),
      }));
      const checkpoint = stored({ id: `checkpoint-${page.number}`, rev: 0, position: page.number });
      await commit([...writes, { instance: instanceOf('meta'), rows: [{ document: checkpoint }] }], 'pull');
    },
    settled,
    firstList: () => customers({}),
    branchPage: (branchId) => customers({ branchId: { $eq: branchId } }),
    async countRange(branchId) {
      const instance = instanceOf('customers');
      const selector = { branchId: { $eq: branchId }, openedOn: { $gte: '2014-01-01', $lt: '2022-01-01' } };
      return (await instance.count(prepared(instance, selector))).count;
    },
    async someTask() {
      const instance = instanceOf('tasks');
      const [task] = (await instance.query(prepared(instance, {}, { limit: 1 }))).documents;
      return task?.id ?? '';
    },
    async edit(taskId, round) {
      const [tasks, outbox] = [instanceOf('tasks'), instanceOf('outbox')];
      const [previous] = await tasks.findDocumentsById([taskId], false);
      if (previous === undefined) throw new Error('missing');
      const title = `title ${round}`;
      const document = { ...previous, title, _rev: `${round + 2}-bench`, _meta: { lwt: lwt++ } };
      const mutation = stored({ id: crypto.randomUUID(), rev: 0, documentId: taskId, next: { title } });
      await commit(
        [
          { instance: outbox, rows: [{ document: mutation }] },
          { instance: tasks, rows: [{ previous, document }] },
        ],
        'edit',
      );
      const [seen] = await tasks.findDocumentsById([taskId], false);
      if (seen?.title !== title) throw new Error('not seen');
    },
    close: async () => void (await database.close()),
  };
}
