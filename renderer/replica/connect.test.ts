import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reference } from '#shared/model/reference.ts';
import type { Stored } from './api/documents.ts';
import type { SyncStatus } from './api/status.ts';
import { type Connection, connectReplica } from './connect.ts';
import type { ReplicaCore } from './core.ts';
import type { WindowContract } from './rpc/contract.ts';
import type { Peer } from './rpc/peer.ts';
import { portOf } from './rpc/port.ts';
import { serveReplica } from './serve.ts';
import { createDevice } from './test/device.ts';
import { emptyPull, type Script, scriptedFetch } from './test/scripted-server.ts';

const branch: Reference = {
  id: '01890000-0000-7000-8000-0000000000b1',
  kind: 'branch',
  code: 'E',
  name: '城东支行',
  nameEn: 'East',
  level: 'branch',
};

const script: Script = {
  pull: () => ({
    ...emptyPull(),
    pages: [{ collection: 'reference', rows: [{ rev: 1, deleted: false, doc: branch }] }],
  }),
  push: () => ({ results: [] }),
};

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** A window whose worker can be killed. `bear`: whether the n-th worker comes to life at all. */
async function openWindow(bear: (n: number) => boolean = () => true) {
  const device = createDevice('http://server.test');
  const workers: { die: () => Promise<void>; giveUp: () => Promise<void> }[] = [];
  let onBirth: () => void = () => undefined;
  const connection: Connection = await connectReplica({
    serverUrl: 'http://server.test',
    secrets: device.secrets,
    journal: device.journal,
    online: () => true,
    connect(onDead) {
      const { port1, port2 } = new MessageChannel();
      const wrap = (port: NodePort) => portOf(port as unknown as MessagePort, () => port.close());
      let core: ReplicaCore | undefined;
      let peer: Peer<WindowContract> | undefined;
      workers.push({
        async die() {
          port2.close();
          await core?.close();
          onDead();
        },
        async giveUp() {
          await core?.close();
          const replaced = new Promise<void>((resolve) => (onBirth = resolve));
          // Its own channel ends with it, and the answer with that.
          void peer?.call('replaceMe').catch(() => undefined);
          await replaced;
        },
      });
      onBirth();
      if (bear(workers.length)) {
        peer = serveReplica(wrap(port2), () => {
          core = device.boot({ fetch: scriptedFetch(script) });
          return core;
        });
      } else {
        queueMicrotask(onDead);
      }
      return wrap(port1);
    },
  });
  cleanUp.push(connection.close, () => connection.replica.signOut().catch(() => undefined));
  return { replica: connection.replica, workers };
}

describe('a window whose worker dies', () => {
  it('fails what was under way, starts another, and goes on with session and queries', async () => {
    const { replica, workers } = await openWindow();
    await replica.signIn({ username: 'rm001', password: 'right' });
    const results: Stored<Reference>[][] = [];
    let arrived: (() => void) | undefined;
    const stop = replica.watch({ collection: 'reference' }, (documents) => {
      results.push(documents);
      if (documents.length > 0) arrived?.();
    });
    cleanUp.push(stop);
    const next = () => new Promise<void>((resolve) => (arrived = resolve));
    if (results.at(-1)?.length !== 1) await next();
    const again = next();
    await workers[0]?.die();
    expect(await replica.search('x', 5)).toEqual([]);
    await again;
    expect(results.at(-1)).toMatchObject([{ name: '城东支行' }]);
    expect(workers).toHaveLength(2);
  });

  it('starts another for one whose storage cannot go on', async () => {
    const { replica, workers } = await openWindow();
    await replica.signIn({ username: 'rm001', password: 'right' });
    await workers[0]?.giveUp();
    expect(await replica.search('x', 5)).toEqual([]);
    expect(workers).toHaveLength(2);
  });

  it('[O7] while the session is locked comes back locked, until the password is given', async () => {
    const { replica, workers } = await openWindow();
    await replica.signIn({ username: 'rm001', password: 'right' });
    const heard: string[] = [];
    let wake: () => void = () => undefined;
    const until = async (text: string) => {
      while (heard.at(-1) !== text) await new Promise<void>((resolve) => (wake = resolve));
    };
    const hear = (text: string) => {
      heard.push(text);
      wake();
    };
    cleanUp.push(
      replica.watch(
        { collection: 'reference' },
        (documents) => hear(`${documents.length} documents`),
        (error) => hear(error.message),
      ),
    );
    await until('1 documents');
    await replica.lock();
    await until('locked');
    await workers[0]?.die();
    await expect(replica.search('x', 5)).rejects.toMatchObject({ code: 'locked' });
    await expect(replica.unlock('wrong')).rejects.toMatchObject({ code: 'credentials_invalid' });
    await replica.unlock('right');
    await until('1 documents');
    expect(workers).toHaveLength(2);
  });

  it('again and again gives up and says so', async () => {
    const { replica, workers } = await openWindow((n) => n === 1);
    const lost = new Promise<SyncStatus>((resolve) => {
      cleanUp.push(replica.onStatus((status) => status.error === 'worker_lost' && resolve(status)));
    });
    await workers[0]?.die();
    expect(await lost).toMatchObject({ connection: 'refused' });
    await expect(replica.search('x', 5)).rejects.toMatchObject({ code: 'worker_lost' });
  });
});
