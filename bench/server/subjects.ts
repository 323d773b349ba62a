import { v7 } from 'uuid';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { until } from '#sync-server/test/until.ts';
import { writeBank } from './bank.ts';
import { startDatabase } from './database.ts';
import { editOf } from './edits.ts';
import { HttpClient } from './http-client.ts';
import type { LiveClientOptions, LiveKind } from './live-clients.ts';
import { startNode } from './node.ts';
import { startPeer } from './peer-process.ts';
import { signIn } from './sign-ins.ts';

/** A server with branches whose people all see the same, and somebody of each branch who writes. */
export interface Subject {
  readonly kind: LiveKind;
  /** Who is to be live; as many of each branch. */
  readonly clients: readonly LiveClientOptions[];
  /** Writes a contact log at a branch and returns its id when the server has answered. */
  write(branch: number): Promise<string>;
  stop(): Promise<void>;
}

/** The product: one node, PostgreSQL beside it, everybody signed in as a user of their own. */
async function product(branches: number, people: number): Promise<Subject> {
  const database = await startDatabase();
  const bank = await writeBank(database.pool, { branches, people, files: 5, tasks: 1 });
  const node = await startNode(database.url);
  await until(async () => (await database.pool.query('select 1 from change_log limit 1')).rowCount === 0);
  const signedIn = await signIn(
    database.pool,
    bank.flatMap((branch) => branch.people.map(({ id }) => id)),
  );
  const writers = await signIn(
    database.pool,
    bank.map((branch) => branch.people[0]?.id ?? ''),
  );
  const connections = writers.map(({ token }) => new HttpClient(node.url, token));
  return {
    kind: 'product',
    clients: signedIn.map(({ token, deviceId }) => ({ url: node.url, token, deviceId })),
    write: async (branch) => {
      const [file] = bank[branch]?.files ?? [];
      if (file === undefined) throw new Error('a branch without a file');
      const mutation = editOf(file, 0);
      const { deviceId } = writers[branch] ?? {};
      await connections[branch]?.post('/sync/push', {
        protocol: PROTOCOL_VERSION,
        schema: SCHEMA_VERSION,
        deviceId,
        mutations: [mutation],
      });
      return mutation.documentId;
    },
    stop: async () => {
      for (const connection of connections) connection.close();
      await node.stop();
      await database.stop();
    },
  };
}

const peers = (url: (branch: number) => string, branches: number, people: number): LiveClientOptions[] =>
  Array.from({ length: branches * people }, (_, index) => {
    const branch = index % branches;
    return { url: url(branch), token: `branch-${branch}`, deviceId: v7() };
  });

/** rxdb-server, in memory: one collection, of which everybody reads their branch. */
async function rxdbServer(branches: number, people: number): Promise<Subject> {
  const { origin, stop } = await startPeer('rxdb-server.js');
  const url = `${origin}/logs/0`;
  return {
    kind: 'rxdb-server',
    clients: peers(() => url, branches, people),
    write: async (branch) => {
      const id = v7();
      const newDocumentState = {
        id,
        branchId: `branch-${branch}`,
        note: '第1次联系，约好下周再来',
        _deleted: false,
      };
      await request(`${url}/push`, 'POST', [{ newDocumentState }], { authorization: `branch-${branch}` });
      return id;
    },
    stop,
  };
}

/** express-pouchdb, in memory: a database for each branch, as is usual where people read different things. */
async function couch(branches: number, people: number): Promise<Subject> {
  const { origin, stop } = await startPeer('couch.js');
  const url = (branch: number) => `${origin}/branch-${branch}`;
  for (let branch = 0; branch < branches; branch += 1) await request(url(branch), 'PUT');
  return {
    kind: 'express-pouchdb',
    clients: peers(url, branches, people),
    write: async (branch) => {
      const id = v7();
      await request(`${url(branch)}/${id}`, 'PUT', { note: '第1次联系，约好下周再来' });
      return id;
    },
    stop,
  };
}

async function request(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method}: ${response.status}`);
  await response.arrayBuffer();
}

export const subjects = { product, 'rxdb-server': rxdbServer, 'express-pouchdb': couch };
