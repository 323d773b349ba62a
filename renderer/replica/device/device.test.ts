import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeSigningKeys, sign } from '#shared/crypto/signature.ts';
import { newId } from '#shared/domain/ids.ts';
import { ORDER_PURPOSE, orderStatement, SEALED_LIMIT, type SealedCopy } from '#shared/protocol/device.ts';
import { ReplicaError } from '../api/error.ts';
import type { ReplicaCore } from '../core.ts';
import { type Device, memorySecrets, statusWhere } from '../test/device.ts';
import { addTask, come, createOffice } from '../test/office.ts';
import { orderTo, Refusal, readCopy, type Script, signedIn, user } from '../test/scripted-server.ts';
import { deviceOf, readDevice, replaceSecret } from './identity.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

const orderId = '01890000-0000-7000-8000-0000000000f1';

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

function office(more: Partial<Script> = {}) {
  return createOffice((core) => (running = core), more);
}

function copyOf(authorId = user.id): SealedCopy {
  return { mutationId: newId(), authorId, sealed: btoa('nobody here can read this') };
}

/** Starts the program and ends it when the journal has been delivered; nobody signs in. */
async function deliveredBy(boot: ReturnType<typeof office>['boot'], device: Device): Promise<void> {
  const { removeFromJournal } = device.journal;
  await new Promise<void>((resolve) => {
    device.journal.removeFromJournal = (ids) => removeFromJournal(ids).then(resolve);
    boot({ automatic: true });
  });
  device.journal.removeFromJournal = removeFromJournal;
}

describe('a device', () => {
  it('keeps the id it had before it had a key', async () => {
    const secrets = memorySecrets();
    const id = newId();
    await secrets.writeSecret('device', id);
    const device = await deviceOf(secrets, newId);
    expect(device.id).toBe(id);
    expect(await deviceOf(secrets, newId)).toMatchObject({ id, publicKey: device.publicKey });
  });

  it('is nobody to the server before its first sign-in', async () => {
    const { boot, heard, device } = office();
    device.journal.copies.push(copyOf());
    const core = boot({ automatic: true });
    await core.knownUsernames();
    expect(await readDevice(device.secrets)).toBeNull();
    expect(heard.contacts).toEqual([]);
  });

  it.each(['device', 'register', 'orders', 'device-sequence'])(
    'stays what it is where the key store does not answer for a while: %s',
    async (name) => {
      const { boot, device } = office();
      const core = boot();
      await come(core);
      await core.signOut();
      const before = new Map(device.secrets.stored);
      const { readSecret } = device.secrets;
      device.secrets.readSecret = (asked) =>
        asked === name ? Promise.reject(new ReplicaError('secrets_unavailable')) : readSecret(asked);
      await core.close();
      const again = boot();
      await come(again).catch((error: unknown) =>
        expect(error).toMatchObject({ code: 'secrets_unavailable' }),
      );
      await again.close();
      device.secrets.readSecret = readSecret;
      expect(device.secrets.stored.get(name)).toBe(before.get(name));
      await come(boot());
      expect(await readDevice(device.secrets)).toMatchObject({
        id: JSON.parse(before.get('device') ?? '').id,
      });
    },
  );

  it('opens no vault after its secret was replaced', async () => {
    const { boot, device } = office();
    const core = boot();
    await come(core);
    await core.signOut();
    await replaceSecret(device.secrets);
    const cut = boot({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
    await expect(come(cut)).rejects.toMatchObject({ code: 'credentials_invalid' });
  });
});

describe('[D9] a sealed copy', () => {
  it('is the edit under its author’s name, for the server alone, and goes when the edit has its outcome', async () => {
    const { boot, device, world } = office();
    const core = boot();
    await come(core);
    const id = await addTask(core);
    const [copy] = device.journal.copies;
    expect(copy).toMatchObject({ mutationId: id, authorId: user.id });
    expect(JSON.stringify(copy)).not.toContain('回访');
    expect(await readCopy(copy as SealedCopy)).toMatchObject({ id, next: { title: '回访' } });
    world.takesPushes = true;
    await core.syncNow();
    expect(device.journal.copies).toEqual([]);
  });

  it('of the person at work is left to that person', async () => {
    const { boot, device, heard } = office();
    const core = boot();
    await come(core);
    await addTask(core);
    await core.syncNow();
    expect(heard.delivered).toEqual([]);
    expect(device.journal.copies).toHaveLength(1);
  });

  it('of somebody who has gone home is delivered at the next start, before any sign-in', async () => {
    const { boot, device, heard } = office();
    const core = boot();
    await come(core);
    const id = await addTask(core);
    await core.signOut();
    await deliveredBy(boot, device);
    expect(heard.delivered).toEqual([id]);
    expect(device.journal.copies).toEqual([]);
  });

  it('is delivered and sent by its author as well under one id, so that it counts once', async () => {
    const { boot, device, heard, world } = office();
    const core = boot();
    await come(core);
    const id = await addTask(core);
    await core.signOut();
    await deliveredBy(boot, device);
    const again = boot();
    await come(again);
    world.takesPushes = true;
    await again.syncNow();
    expect(heard).toMatchObject({ delivered: [id], pushed: [id] });
  });

  it('without an outcome stays, and so does one that the server cannot take; neither holds up the others', async () => {
    const [good, bad, later] = [copyOf(), copyOf(), copyOf()];
    const { boot, device } = office({
      sealed(copies) {
        if (copies.some(({ mutationId }) => mutationId === bad.mutationId)) throw new Refusal('bad_request');
        return copies.map(({ mutationId }) => ({
          mutationId,
          outcome: mutationId === later.mutationId ? 'retry' : 'accepted',
        }));
      },
    });
    device.journal.copies.push(good, bad, later);
    const core = boot();
    await come(core);
    await core.syncNow();
    expect(device.journal.copies).toEqual([bad, later]);
  });

  it('travels with others in batches that the server can take', async () => {
    const sizes: number[] = [];
    const { boot, device } = office({
      sealed(copies) {
        sizes.push(copies.length);
        return copies.map(({ mutationId }) => ({ mutationId, outcome: 'unreadable' }));
      },
    });
    const large = { ...copyOf(), sealed: 'A'.repeat(1_000_000) };
    device.journal.copies.push(
      ...Array.from({ length: SEALED_LIMIT + 1 }, () => copyOf()),
      large,
      large,
      large,
    );
    const core = boot();
    await come(core);
    await core.syncNow();
    expect(sizes).toEqual([SEALED_LIMIT, 3, 1]);
    expect(device.journal.copies).toEqual([]);
  });
});

describe('[D10] an order to wipe', () => {
  it('destroys keys before data, keeps and delivers the edits, is confirmed once, and says so', async () => {
    const { boot, device, heard, world } = office();
    const steps: string[] = [];
    const core = boot();
    await come(core);
    const id = await addTask(core);
    const { removeSecret } = device.secrets;
    device.secrets.removeSecret = async (name) => {
      steps.push('key');
      await removeSecret(name);
    };
    const deleteDatabase = device.indexedDB.deleteDatabase.bind(device.indexedDB);
    device.indexedDB.deleteDatabase = (name) => {
      steps.push('data');
      return deleteDatabase(name);
    };
    const { id: deviceId } = (await readDevice(device.secrets)) ?? { id: '' };
    world.orders = [await orderTo(deviceId, orderId)];
    await core.syncNow();
    expect(steps.lastIndexOf('key')).toBeLessThan(steps.indexOf('data'));
    expect(await device.indexedDB.databases()).toEqual([]);
    const left = [...device.secrets.stored.keys()].sort();
    // The count of what was done here goes on: it is no secret, and starting anew would look like a copied device.
    expect(left).toEqual(['device', 'device-sequence', 'orders', 'register']);
    expect(heard.delivered).toEqual([id]);
    expect(heard.contacts.map(({ confirmed }) => confirmed)).toEqual([[], [orderId]]);
    expect(heard.contacts.at(-1)).toMatchObject({ unsent: 0 });
    await statusWhere(core, (status) => status.error === 'device_wiped');
    await expect(addTask(core)).rejects.toMatchObject({ code: 'not_signed_in' });
    expect((await come(core)).session.mode).toBe('online');
  });

  it('that the server did not sign, or meant for another device, is none', async () => {
    const { boot, device, world, heard } = office();
    const core = boot();
    await come(core);
    const { id: deviceId } = (await readDevice(device.secrets)) ?? { id: '' };
    const stranger = await makeSigningKeys(false);
    const { signature, ...order } = await orderTo(deviceId, orderId);
    const forged = await sign(stranger.privateKey, ORDER_PURPOSE, orderStatement(order));
    world.orders = [
      { ...order, signature: forged },
      { ...(await orderTo(newId(), orderId)) },
      { ...order, signature: 'AAAA' },
    ];
    await core.syncNow();
    expect(await core.all('tasks')).toEqual([]);
    expect(heard.contacts).toHaveLength(1);
  });

  it('cut short anywhere is gone on with at the next start, before anybody signs in', async () => {
    for (let steps = 0; ; steps += 1) {
      const { boot, device, world } = office();
      // The password's cost is not the matter here.
      const deriveHash = async () => new Uint8Array(32);
      const first = boot({ deriveHash });
      await come(first);
      await first.syncNow();
      const { id: deviceId } = (await readDevice(device.secrets)) ?? { id: '' };
      world.orders = [await orderTo(deviceId, orderId)];
      let left = steps;
      const { removeSecret, writeSecret } = device.secrets;
      const spend = () => {
        left -= 1;
        if (left < 0) throw new ReplicaError('worker_lost');
      };
      // The first write notes the order itself; before it nothing has begun.
      let noted = false;
      device.secrets.writeSecret = async (name, value) => {
        if (noted) spend();
        noted ||= name === 'orders';
        await writeSecret(name, value);
      };
      device.secrets.removeSecret = async (name) => {
        spend();
        await removeSecret(name);
      };
      await first.syncNow();
      await first.signOut();
      Object.assign(device.secrets, { removeSecret, writeSecret });
      const second = boot({ deriveHash, fetch: () => Promise.reject(new TypeError('fetch failed')) });
      await expect(come(second)).rejects.toMatchObject({ code: 'no_offline_account' });
      expect(await device.indexedDB.databases()).toEqual([]);
      expect([...device.secrets.stored.keys()].filter((name) => /^(vault|replica-key)/.test(name))).toEqual(
        [],
      );
      if (left > 0) break;
    }
  }, 60_000);

  it('that was carried out is not carried out again, only confirmed', async () => {
    const { boot, device, world, heard } = office();
    const core = boot();
    await come(core);
    const { id: deviceId } = (await readDevice(device.secrets)) ?? { id: '' };
    world.orders = [await orderTo(deviceId, orderId)];
    await core.syncNow();
    await come(core);
    // An answer of before, once more.
    const replay = await orderTo(deviceId, orderId);
    world.orders = [replay, replay];
    await core.syncNow();
    expect(await core.all('tasks')).toEqual([]);
    expect(heard.contacts.length).toBeGreaterThan(2);
  });
});

it('nothing that a device stores or says in an error names a person, a key or a token', async () => {
  const { boot, device } = office({ signIn: () => signedIn('refresh-secret') });
  const core = boot();
  await come(core);
  const { resumption } = await core.signIn({ username: 'rm001', password: 'right' });
  expect(resumption.key.extractable).toBe(false);
  const stored = [...device.secrets.stored].filter(([name]) => name !== 'usernames' && name !== 'device');
  const text = JSON.stringify(stored);
  for (const word of ['right', 'refresh-secret', 'rm001', '单芳', 'access"'])
    expect(text).not.toContain(word);
  const failed = await core.signIn({ username: 'nobody', password: 'x' }).catch((error: unknown) => error);
  expect(String(failed)).not.toContain('nobody');
});
