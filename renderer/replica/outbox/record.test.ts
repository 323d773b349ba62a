import { afterEach, describe, expect, it, vi } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import type { OutboxEntry } from '../api/edits.ts';
import type { ReplicaCore } from '../core.ts';
import { createDevice, statusWhere } from '../test/device.ts';
import { addTask, come, createOffice } from '../test/office.ts';
import { Refusal, readCopy, teller, user } from '../test/scripted-server.ts';
import { type ActRow, openActs } from './acts.ts';
import { forgetDelivered } from './delivered.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

const customerId = '01890000-0000-7000-8000-0000000000c1';

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const office = () => createOffice((core) => (running = core));

const cut: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));

function listed(core: ReplicaCore): OutboxEntry[] {
  let entries: OutboxEntry[] = [];
  core.watchOutbox(
    (next) => {
      entries = next;
    },
    () => undefined,
  )();
  return entries;
}

describe('recording an act', () => {
  it('[U5] is done when it is durable here, offline too, and the server alone can read the copy', async () => {
    const { boot, device } = office();
    const core = boot();
    await come(core);
    await core.record({ kind: 'unmask', customerId, fields: ['idNumber'] });
    const [copy] = device.journal.copies;
    if (copy === undefined) throw new Error('no copy');
    expect(JSON.stringify(copy)).not.toContain('unmask');
    expect(await readCopy(copy)).toMatchObject({
      collection: 'acts',
      customerId,
      intent: 'act.unmask',
      next: { fields: ['idNumber'] },
    });
  });

  it('[U5] that the machine cannot keep is not done', async () => {
    const { boot, device } = office();
    const core = boot();
    await come(core);
    device.journal.appendJournal = () => Promise.reject(new Error('ENOSPC'));
    await expect(core.record({ kind: 'unmask', customerId })).rejects.toMatchObject({ code: 'storage_full' });
  });

  it('[U6] is in no list and no count of unsent edits, and goes with the next push', async () => {
    const { boot, device, heard, world } = office();
    const core = boot();
    await come(core);
    await core.record({ kind: 'open', customerId });
    expect((await statusWhere(core, () => true)).unsent).toBe(0);
    expect(listed(core)).toEqual([]);
    const edit = await addTask(core);
    await core.record({ kind: 'print', customerId });
    world.takesPushes = true;
    await core.syncNow();
    expect(heard.pushed).toHaveLength(3);
    expect(heard.pushed[0]).toBe(edit);
    expect(device.journal.copies).toEqual([]);
    await core.syncNow();
    expect(heard.pushed).toHaveLength(3);
  });

  it('[U6] survives the end of the program, and is sent when its author is back', async () => {
    const { boot, device, heard, world } = office();
    const first = boot();
    await come(first);
    await first.record({ kind: 'open', customerId });
    await first.close();
    const [copy] = device.journal.copies;
    world.takesPushes = true;
    const second = boot();
    await come(second);
    await second.syncNow();
    expect(heard.pushed).toEqual([copy?.mutationId]);
  });

  it('[U6] is delivered by the device when its author signs out and has everything erased', async () => {
    const { boot, device, heard } = office();
    const core = boot();
    await come(core);
    await core.record({ kind: 'open', customerId });
    const [copy] = device.journal.copies;
    await core.signOut({ erase: true });
    await core.contact();
    expect(heard.delivered).toEqual([copy?.mutationId]);
  });

  it('[U6] without an outcome is kept and sent again', async () => {
    let refusing = true;
    const { boot, device } = createOffice((core) => (running = core), {
      push({ mutations }) {
        if (refusing) throw new Refusal('unavailable');
        return { results: mutations.map(({ id }) => ({ mutationId: id, outcome: 'retry' as const })) };
      },
    });
    const core = boot();
    await come(core);
    await core.record({ kind: 'open', customerId });
    await core.syncNow();
    refusing = false;
    await core.syncNow();
    expect(device.journal.copies).toHaveLength(1);
  });

  it('[U6] that the device has delivered for a colleague is kept no longer', async () => {
    const device = createDevice('http://server.test');
    const rowOf = (authorId: string): ActRow => {
      const id = newId();
      return {
        authorId,
        act: {
          id,
          collection: 'acts',
          documentId: id,
          customerId,
          op: 'create',
          intent: 'act.open',
          baseRev: 0,
          base: {},
          next: {},
          at: '2026-11-20T02:00:00.000Z',
        },
      };
    };
    const [own, waiting, delivered] = [rowOf(user.id), rowOf(teller(1).id), rowOf(teller(1).id)];
    device.journal.copies.push({
      mutationId: waiting.act.id,
      authorId: waiting.authorId,
      sealed: btoa('box'),
    });
    await device.write(async (database) => {
      const acts = await openActs(database);
      for (const row of [own, waiting, delivered]) await acts.append(row);
      await forgetDelivered({ database, acts, journal: device.journal, userId: user.id });
    });
    await device.write(async (database) => {
      const acts = await openActs(database);
      expect(acts.of(user.id)).toEqual([own]);
      expect(acts.notOf(user.id)).toEqual([waiting]);
    });
  });

  it('[U6] works while the line is cut from the sign-in on', async () => {
    const { boot, device } = office();
    const online = boot();
    await come(online);
    await online.signOut();
    const offline = boot({ fetch: cut });
    await come(offline);
    await offline.record({ kind: 'open', customerId });
    expect(device.journal.copies).toHaveLength(2);
  });

  it('[U10] has a sign-in without the server before anything else, and one with it not', async () => {
    const { boot, device } = office();
    const online = boot();
    await come(online);
    expect(device.journal.copies).toEqual([]);
    await online.signOut();
    await come(boot({ fetch: cut }));
    const [copy, ...others] = device.journal.copies;
    expect(others).toEqual([]);
    const act = copy && (await readCopy(copy));
    expect(act).toMatchObject({ collection: 'acts', intent: 'act.enter', next: {}, seq: expect.any(Number) });
    expect(act).not.toHaveProperty('customerId');
  });
});
