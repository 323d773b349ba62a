import { createRxDatabase } from 'rxdb/plugins/core';
import { getRxStorageRemote, type MessageFromRemote } from 'rxdb/plugins/storage-remote';
import { Subject } from 'rxjs';
import { schema } from './documents.ts';
import { finished, measure, started } from './measure.ts';

/** The screen opens the Worker's database through RxDB's storage-remote, unfiltered, and watches a query. */
const worker = new Worker('/worker.js', { type: 'module' });
const messages = new Subject<MessageFromRemote>();
const name = await new Promise<void>((resolve) => {
  worker.onmessage = ({ data }) => {
    measure(data);
    if (data.ready) resolve();
    if (data.remote) messages.next(data.remote);
    if (data.filled) setTimeout(finished, 500);
  };
});
void name;
const database = await createRxDatabase({
  name: 'screen',
  multiInstance: false,
  storage: getRxStorageRemote({
    identifier: 'bench',
    mode: 'one',
    messageChannelCreator: async () => ({
      send: (message) => worker.postMessage({ remote: message }),
      messages$: messages,
      close: async () => undefined,
    }),
  }),
});
const { items } = await database.addCollections({ items: { schema } });
items?.find({ selector: { branch: 'b1' }, sort: [{ name: 'asc' }], limit: 50 }).$.subscribe((found) => {
  document.title = `${found.length}`;
});
started();
worker.postMessage({ command: 'fill', count: 20_000 });
