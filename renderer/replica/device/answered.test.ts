import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ReplicaCore } from '../core.ts';
import { statusWhere } from '../test/device.ts';
import { addTask, come, createOffice } from '../test/office.ts';
import { Refusal } from '../test/scripted-server.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

describe('an answered copy', () => {
  const HOUR = 3_600_000;
  const noon = Date.parse('2026-11-21T12:00:00.000Z');

  /** A server whose database is in a run, and a clock that only the server has. */
  function bank() {
    const present = { run: 'A', at: new Date(noon).toISOString(), keepHours: 48 };
    const given = createOffice((core) => (running = core), { present: () => ({ ...present }) });
    given.script.push = ({ mutations }) => ({
      results: mutations.map(({ id }) => ({ mutationId: id, outcome: 'accepted' })),
      run: present.run,
      at: present.at,
    });
    return { ...given, present };
  }

  it('[D11] is kept, waits for nothing, and goes after its time by the server’s clock', async () => {
    const { boot, device, heard, present } = bank();
    const core = boot({ clock: { now: () => 0, after: () => () => undefined } });
    await come(core);
    const id = await addTask(core);
    await core.syncNow();
    expect(device.journal.copies).toMatchObject([
      { mutationId: id, answered: { outcome: 'accepted', run: 'A' } },
    ]);
    expect(heard.contacts.at(-1)).toMatchObject({ unsent: 0 });
    present.at = new Date(noon + 47 * HOUR).toISOString();
    await core.contact();
    expect(device.journal.copies).toHaveLength(1);
    present.at = new Date(noon + 48 * HOUR).toISOString();
    await core.contact();
    expect(device.journal.copies).toEqual([]);
    expect(heard.delivered).toEqual([]);
  });

  it('[D12] is delivered once more in another run of the database, with nobody signed in, however old it is', async () => {
    const { boot, device, heard, present } = bank();
    const core = boot();
    await come(core);
    const id = await addTask(core);
    await core.syncNow();
    await core.close();
    present.run = 'B';
    present.at = new Date(noon + 60 * HOUR).toISOString();
    const later = boot();
    await later.contact();
    await later.contact();
    expect(heard.delivered).toEqual([id]);
    expect(device.journal.copies).toMatchObject([{ answered: { run: 'B', at: present.at } }]);
  });

  it('[D12] holds up a push until it was delivered: later edits may build on it', async () => {
    const { boot, heard, present, script } = bank();
    const core = boot();
    await come(core);
    const first = await addTask(core);
    await core.syncNow();
    present.run = 'B';
    const named: (string | undefined)[] = [];
    const { push } = script;
    script.push = (request) => {
      named.push(request.run);
      if (request.run !== present.run) throw new Refusal('resync_required');
      return push(request);
    };
    const second = await addTask(core);
    await core.syncNow();
    expect(await statusWhere(core, () => true)).toMatchObject({ unsent: 1, connection: 'online' });
    await core.syncNow();
    expect(named).toEqual(['A', 'B']);
    expect(heard.delivered).toEqual([first]);
    expect(heard.delivered).not.toContain(second);
    expect(await statusWhere(core, () => true)).toMatchObject({ unsent: 0 });
  });

  it('[D12] that nobody can deliver does not hold up the pushes of this device for good', async () => {
    const { boot, present, script } = bank();
    const core = boot();
    await come(core);
    await addTask(core);
    await core.syncNow();
    present.run = 'B';
    script.sealed = (copies) => copies.map(({ mutationId }) => ({ mutationId, outcome: 'retry' }));
    const { push } = script;
    script.push = (request) => {
      if ((request.run ?? 'B') !== 'B') throw new Refusal('resync_required');
      return push(request);
    };
    await addTask(core);
    for (let round = 0; round < 6; round++) await core.syncNow();
    expect(await statusWhere(core, () => true)).toMatchObject({ unsent: 0 });
  });
});
