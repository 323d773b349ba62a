import { createRxDatabase } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { HTTP_SERVER_BY_EXPRESS, RxServerAdapterExpress } from 'rxdb-server/plugins/adapter-express';
import { createRxServer } from 'rxdb-server/plugins/server';

/**
 * An rxdb-server in memory on a free port, which it prints; it ends with its parent. Whoever names a branch as their
 * authorization reads and writes its contact logs.
 */
const database = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory() });
await database.addCollections({
  logs: {
    schema: {
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: {
        id: { type: 'string', maxLength: 40 },
        branchId: { type: 'string', maxLength: 40 },
        note: { type: 'string' },
      },
      required: ['id', 'branchId'],
    },
  },
});
const server = await createRxServer({
  database,
  adapter: RxServerAdapterExpress,
  hostname: '127.0.0.1',
  port: 0,
  authHandler: (headers) => ({
    data: { branchId: headers.authorization },
    validUntil: Date.now() + 3_600_000,
  }),
});
server.addReplicationEndpoint({
  name: 'logs',
  collection: database.logs,
  queryModifier: ({ data }, query) => ({
    ...query,
    selector: { ...query.selector, branchId: { $eq: data.branchId } },
  }),
  changeValidator: () => true,
});
await server.start();
console.log(HTTP_SERVER_BY_EXPRESS.get(server.serverApp).address().port);
process.on('disconnect', () => process.exit());
