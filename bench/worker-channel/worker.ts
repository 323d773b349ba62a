import { createRxDatabase, type RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { exposeRxStorageRemote, type MessageToRemote } from 'rxdb/plugins/storage-remote';
import { Subject } from 'rxjs';
import { documentOf, schema } from './documents.ts';

/** The Worker of the comparison: one collection, filled in pages of 500, watched either way. */
const storage: RxStorage<unknown, unknown> = getRxStorageDexie();
const database = await createRxDatabase({ name: `bench-${Date.now()}`, storage, multiInstance: false });
const { items } = await database.addCollections({ items: { schema } });
if (items === undefined) throw new Error('no collection');

const fromPage = new Subject<MessageToRemote>();
exposeRxStorageRemote({
  database,
  messages$: fromPage,
  send: (message) => postMessage({ remote: message }),
});

addEventListener(
  'message',
  ({ data }: MessageEvent<{ remote?: MessageToRemote; command?: string; count?: number }>) => {
    if (data.remote) fromPage.next(data.remote);
    if (data.command === 'watch') {
      let queued: unknown;
      items.find({ selector: { branch: 'b1' }, sort: [{ name: 'asc' }], limit: 50 }).$.subscribe((found) => {
        if (queued === undefined)
          setTimeout(() => {
            postMessage({ result: queued });
            queued = undefined;
          }, 50);
        queued = found.map((document) => document.toJSON());
      });
    }
    if (data.command === 'fill') void fill(data.count ?? 0);
  },
);

async function fill(count: number): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    await items?.bulkInsert(Array.from({ length: 500 }, (_, index) => documentOf(from + index)));
  }
  postMessage({ filled: true });
}
postMessage({ ready: true });
