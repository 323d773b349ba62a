import { fork } from 'node:child_process';
import { once } from 'node:events';
import { pagesOf } from '../worker/bank.ts';
import { PEERS } from './peers.ts';

export interface Couch {
  url: string;
  close(): void;
}

/** express-pouchdb on loopback, in memory, holding the demo bank. */
export async function startCouch(documents: number): Promise<Couch> {
  const server = fork(`${PEERS}couch.js`, { silent: true });
  server.stderr?.pipe(process.stderr);
  const [port] = (await once(server.stdout ?? server, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${String(port).trim()}/bench`;
  await post(url, 'PUT');
  for (const page of pagesOf(documents)) {
    const docs = [...page.documents].flatMap(([collection, rows]) =>
      rows.map(({ id, ...row }) => ({ _id: `${collection}:${id}`, ...row })),
    );
    await post(`${url}/_bulk_docs`, 'POST', { docs });
  }
  return { url, close: () => server.kill() };
}

async function post(url: string, method: string, body?: object): Promise<void> {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method}: ${response.status}`);
  await response.arrayBuffer();
}
