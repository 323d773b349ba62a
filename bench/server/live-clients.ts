import http from 'node:http';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { openEventStream } from './event-stream.ts';
import { HttpClient } from './http-client.ts';

/** One client to be live: where, and as whom. */
export interface LiveClientOptions {
  readonly url: string;
  /** What stands in `authorization`. */
  readonly token: string;
  readonly deviceId: string;
  readonly localAddress?: string;
}

export interface LiveClient {
  /** Of a connection that ended by itself. */
  readonly ended: boolean;
  close(): void;
}

/** Told of every document that the client has. */
export type Seen = (documentId: string) => void;
export type LiveKind = keyof typeof liveClients;

/** Speaks the product's protocol: waits for a poke, then pulls. */
async function product({ url, token, deviceId }: LiveClientOptions, seen: Seen): Promise<LiveClient> {
  const http = new HttpClient(url, token);
  let checkpoint: string | null = null;
  let pulling = false;
  let again = false;
  let ended = false;
  const pull = async () => {
    for (let more = true; more; ) {
      const request = { protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, deviceId, checkpoint };
      const answer = JSON.parse((await http.post('/sync/pull', request)).text) as {
        checkpoint: string;
        more: boolean;
        pages: { rows: { doc: { id: string } }[] }[];
      };
      checkpoint = answer.checkpoint;
      more = answer.more;
      for (const { rows } of answer.pages) for (const { doc } of rows) seen(doc.id);
    }
  };
  const onPoke = async () => {
    again = true;
    if (pulling) return;
    pulling = true;
    while (again) {
      again = false;
      await pull();
    }
    pulling = false;
  };
  await pull();
  const stream = await openEventStream({
    url: `${url}/sync/stream`,
    headers: { authorization: `Bearer ${token}` },
    onEvent: (name) => {
      if (name === 'poke') onPoke().catch(() => undefined);
    },
    onEnd: () => {
      ended = true;
    },
  });
  return {
    get ended() {
      return ended;
    },
    close: () => {
      stream.close();
      http.close();
    },
  };
}

/** Holds the product's stream open and does nothing else. */
async function idle({ url, token, localAddress }: LiveClientOptions): Promise<LiveClient> {
  let ended = false;
  const stream = await openEventStream({
    url: `${url}/sync/stream`,
    headers: { authorization: `Bearer ${token}` },
    ...(localAddress && { localAddress }),
    onEvent: () => undefined,
    onEnd: () => {
      ended = true;
    },
  });
  return {
    get ended() {
      return ended;
    },
    close: () => stream.close(),
  };
}

/** rxdb-server sends the documents themselves over the stream. */
async function rxdbServer({ url, token }: LiveClientOptions, seen: Seen): Promise<LiveClient> {
  let ended = false;
  const stream = await openEventStream({
    url: `${url}/pullStream`,
    headers: { authorization: token },
    onEvent: (_name, data) => {
      const change = JSON.parse(data) as 'RESYNC' | { documents: { id: string }[] };
      if (change !== 'RESYNC') for (const { id } of change.documents) seen(id);
    },
    onEnd: () => {
      ended = true;
    },
  });
  return {
    get ended() {
      return ended;
    },
    close: () => stream.close(),
  };
}

/** CouchDB's way to stay live: one long poll after the other, the documents in the answer. */
async function couch({ url }: LiveClientOptions, seen: Seen): Promise<LiveClient> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let ended = false;
  let since: string | number = 0;
  const poll = (query: string) =>
    new Promise<{ results: { id: string }[]; last_seq: string | number }>((resolve, reject) => {
      const address = `${url}/_changes?include_docs=true&since=${since}${query}`;
      http
        .get(address, { agent }, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            text += part;
          });
          response.on('error', reject);
          response.on('end', () => {
            try {
              resolve(JSON.parse(text) as { results: { id: string }[]; last_seq: string | number });
            } catch (error) {
              reject(error as Error);
            }
          });
        })
        .on('error', reject);
    });
  since = (await poll('')).last_seq;
  const follow = async () => {
    while (!ended) {
      const { results, last_seq } = await poll('&feed=longpoll&heartbeat=10000');
      since = last_seq;
      for (const { id } of results) seen(id);
    }
  };
  follow().catch(() => {
    ended = true;
  });
  return {
    get ended() {
      return ended;
    },
    close: () => {
      ended = true;
      agent.destroy();
    },
  };
}

export const liveClients = { product, idle, 'rxdb-server': rxdbServer, 'express-pouchdb': couch };
