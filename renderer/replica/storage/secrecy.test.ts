import { describe, expect, it } from 'vitest';
import { concat, utf8 } from './bytes.ts';
import { imported, unseal, unwrap } from './log/cipher.ts';
import { openRing } from './log/ring.ts';
import { openVault } from './log/vault.ts';
import { databaseName, records } from './test/records.ts';
import { type Disk, newDisk, storageOn, stored, thing, things } from './test/setup.ts';

async function everything(disk: Disk) {
  return {
    blocks: await records(disk, 'blocks'),
    ring: await records(disk, 'ring'),
    root: await records(disk, 'root'),
  };
}

const SECRETS = [
  '诸葛亮',
  'customer-7',
  'thing-000007',
  'things',
  'bank',
  'branch',
  '_deleted',
  '_rev',
  'name 9',
];

async function bank(disk: Disk) {
  const storage = storageOn(disk);
  const instance = await things(storage);
  for (let page = 0; page < 4; page += 1) {
    const list = Array.from({ length: 100 }, (_, index) =>
      thing(page * 100 + index, { name: `诸葛亮 ${index}` }),
    );
    await instance.bulkWrite(
      list.map((item) => ({ document: stored(item) })),
      'pull',
    );
  }
  await instance.bulkWrite([{ document: stored(thing(9999, { name: 'name 9' })) }], 'edit');
  const engine = await storage.engineOf('bank');
  await engine.maintain();
  return { storage, instance, engine };
}

describe('what lies on the disk', () => {
  it('is ciphertext: no name, id, collection, field or index value, not even the database’s name', async () => {
    const disk = newDisk();
    const { instance } = await bank(disk);
    await instance.close();
    const { blocks, ring, root } = await everything(disk);
    const whole = concat([...blocks.values(), ...ring.values(), ...root.values()]);
    const text = Buffer.from(whole).toString('latin1');
    for (const secret of SECRETS) {
      expect(text.includes(Buffer.from(secret).toString('latin1')), secret).toBe(false);
      expect(text.includes(Buffer.from(secret, 'utf16le').toString('latin1')), secret).toBe(false);
    }
    expect(await databaseName(disk)).toMatch(/^replica-[0-9a-f]{24}$/);
  });

  it('has a key of its own for each block', async () => {
    const disk = newDisk();
    const { instance } = await bank(disk);
    await instance.close();
    const ring = await openRing(crypto, await openVault(disk.indexedDB, await databaseName(disk)), disk.keys);
    const keys = [...ring.keys.values()].map(String);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe((await records(disk, 'blocks')).size);
  });
});

describe('an erased file', () => {
  it('is gone from documents, queries, index and disk in one commit', async () => {
    const disk = newDisk();
    const { instance, engine } = await bank(disk);
    const deleted: string[] = [];
    instance.changeStream().subscribe((bulk) => {
      for (const event of bulk.events) if (event.operation === 'DELETE') deleted.push(event.documentId);
    });
    await engine.erase({ owners: ['customer-7'] });
    expect(deleted).toHaveLength(40);
    expect(await instance.findDocumentsById(deleted, true)).toEqual([]);
    await instance.close();
    const again = await things(storageOn(disk));
    expect(await again.findDocumentsById(deleted, true)).toEqual([]);
    const others = Array.from({ length: 400 }, (_, index) => thing(index).id).filter(
      (id) => !deleted.includes(id),
    );
    expect(await again.findDocumentsById(others, true)).toHaveLength(360);
    await again.close();
  });

  it('cannot be read from what a thief copied before, with all the keys there are after', async () => {
    const disk = newDisk();
    const { instance, engine } = await bank(disk);
    const before = await everything(disk);
    await engine.erase({ owners: ['customer-7'] });
    await instance.close();
    expect(disk.keys.slots.size).toBe(1);

    const vault = await openVault(disk.indexedDB, await databaseName(disk));
    const ring = await openRing(crypto, vault, disk.keys);
    const [master] = await disk.keys.open();
    if (master === undefined) throw new Error('no key');
    for (const old of before.root.values())
      expect(await unwrap(crypto, master.key, utf8.encoder.encode('branchline root'), old)).toBeNull();
    const usable = [...ring.keys.values(), ...ring.root.segments.values()];
    const after = await everything(disk);
    for (const [number, record] of before.blocks) {
      if (after.blocks.has(number)) continue;
      for (const key of usable)
        await expect(unseal(crypto, ring.root.database, number, key, record)).rejects.toThrow(
          'block_corrupt',
        );
    }
    const segmentKeys = await Promise.all(usable.map((key) => imported(crypto, key, 'decrypt')));
    for (const [segment, record] of before.ring)
      for (const key of segmentKeys) {
        const purpose = concat([
          ring.root.database,
          utf8.encoder.encode('ring'),
          new Uint8Array(new Uint32Array([segment]).buffer),
        ]);
        expect(await unwrap(crypto, key, purpose, record)).toBeNull();
      }
  });

  it('takes older versions and purged documents of the file along', async () => {
    const disk = newDisk();
    const { instance, engine } = await bank(disk);
    const [current] = await instance.findDocumentsById([thing(7).id], true);
    if (current === undefined) throw new Error('missing');
    const second = { ...stored(thing(7, { name: 'second' }), 2), _deleted: true };
    await instance.bulkWrite([{ previous: current, document: second }], 'edit');
    await instance.cleanup(-10_000_000);
    const before = await records(disk, 'blocks');
    await engine.erase({ owners: ['customer-7'] });
    const after = await records(disk, 'blocks');
    // All data blocks held a version of one of them, save one with a document of another customer and one that says
    // which id was purged.
    const kept = [...before.keys()].filter((number) => after.has(number));
    expect(kept).toHaveLength(2);
    await instance.close();
  });

  it('costs what the file costs, not what the replica does', async () => {
    const written: number[] = [];
    for (const customers of [40, 400]) {
      const disk = newDisk();
      const storage = storageOn(disk);
      const instance = await things(storage);
      for (let customer = 0; customer < customers; customer += 1) {
        const list = Array.from({ length: 100 }, (_, index) =>
          thing(customer * 100 + index, { customerId: `file-${customer}` }),
        );
        await instance.bulkWrite(
          list.map((item) => ({ document: stored(item) })),
          'pull',
        );
      }
      const engine = await storage.engineOf('bank');
      await engine.maintain();
      const before = await records(disk, 'blocks');
      await engine.erase({ owners: ['file-20'] });
      const fresh = [...(await records(disk, 'blocks'))].filter(([number]) => !before.has(number));
      written.push(fresh.reduce((sum, [, record]) => sum + record.length, 0));
      await instance.close();
    }
    const [small = 0, large = 0] = written;
    expect(large).toBeLessThan(small * 1.5);
  }, 60_000);
});
