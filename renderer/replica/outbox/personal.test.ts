import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Mutation } from '#shared/model/mutation.ts';
import type { SessionUser } from '#shared/protocol/auth.ts';
import type { EditInput } from '../api/edits.ts';
import type { ReplicaCore } from '../core.ts';
import { memoryLocks } from '../database/locks.ts';
import { openDatabase } from '../database/open.ts';
import { readAll } from '../database/scan.ts';
import { memoryKeys } from '../storage/keys.ts';
import { createDevice } from '../test/device.ts';
import { branchScope, emptyPull, scriptedFetch, signedIn, teller } from '../test/scripted-server.ts';
import { openOutbox } from './outbox.ts';

vi.setConfig({ testTimeout: 30_000 });

let running: { close(): Promise<void> } | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const view: EditInput = {
  collection: 'personal',
  intent: 'personal.view',
  next: { kind: 'view', list: 'customers', name: '到期客户', value: {}, ownerId: teller(1).id },
};

const viewEdit: Mutation = {
  id: '01890000-0000-7000-8000-0000000000e1',
  collection: 'personal',
  documentId: '01890000-0000-7000-8000-0000000000d1',
  op: 'create',
  intent: 'personal.view',
  baseRev: 0,
  base: {},
  next: { kind: 'view', list: 'customers', name: '到期客户', value: {}, ownerId: teller(1).id },
  at: '2026-11-21T08:00:00.000Z',
};

describe('an edit of what is personal', () => {
  it('[P15] lies in the log of its author, and comes back with them', async () => {
    const [a, b] = [memoryKeys(crypto), memoryKeys(crypto)];
    const database = await openDatabase({
      shared: { name: 'branch', keys: memoryKeys(crypto) },
      personal: { name: 'own-a', keys: a },
      indexedDB: new IDBFactory(),
      locks: memoryLocks(),
      onDamage: () => undefined,
    });
    running = database;
    const outbox = await openOutbox(database);
    const part = {
      collection: database.collections.personal,
      changes: [{ id: viewEdit.documentId, document: { id: viewEdit.documentId, rev: 0, kind: 'view' } }],
    };
    await outbox.append([viewEdit], teller(1).id, [part]);
    // Everything that the shared log's key opens.
    expect(await readAll(database.collections.outbox)).toEqual([]);
    expect(outbox.pendingOf('personal', viewEdit.documentId)).toEqual([viewEdit]);

    await database.change({ name: 'own-b', keys: b });
    await outbox.entered();
    expect(outbox.rows()).toEqual([]);
    expect(await readAll(database.collections.personal)).toEqual([]);

    await database.change({ name: 'own-a', keys: a });
    await outbox.entered();
    expect(outbox.pending().map(({ mutation }) => mutation)).toEqual([viewEdit]);
  });

  it('[P15] is shown to its author and to no colleague on the same replica, and sent by its author', async () => {
    const people: Record<string, SessionUser> = { teller1: teller(1), teller2: teller(2) };
    const pushed: string[] = [];
    const world = { takes: false };
    const core: ReplicaCore = createDevice('http://server.test').boot({
      automatic: false,
      fetch: scriptedFetch({
        signIn: (_, username) => signedIn(`refresh-${username}`, people[username] ?? teller(1)),
        pull: () => emptyPull('c', branchScope),
        push({ mutations }) {
          if (!world.takes) throw new TypeError('fetch failed');
          for (const { id } of mutations) pushed.push(id);
          return { results: mutations.map(({ id }) => ({ mutationId: id, outcome: 'accepted' as const })) };
        },
      }),
    });
    running = core;
    const come = (username: string) => core.signIn({ username, password: 'right' });
    await come('teller1');
    const { mutationId, documentId } = await core.edit(view);
    await come('teller2');
    expect(await core.all('personal')).toEqual([]);
    world.takes = true;
    await core.syncNow();
    expect(pushed).toEqual([]);
    await come('teller1');
    expect(await core.all('personal')).toMatchObject([{ id: documentId, name: '到期客户' }]);
    await core.syncNow();
    expect(pushed).toEqual([mutationId]);
  });
});
