import { describe, expect, it } from 'vitest';
import type { Write } from './engine/types.ts';
import type { Corruption } from './errors.ts';
import { Killer, mortalDisk, mortalKeys } from './test/cut.ts';
import { type Random, seeded } from './test/random.ts';
import { type Disk, newDisk, schema, storageOn, stored, type Thing, thing, things } from './test/setup.ts';

/** What the process had been promised when it died. */
interface Promised {
  edits: number[];
  begun: number;
  erased: Set<string>;
  purged: Set<string>;
  acknowledgedPage: number;
}

async function openBoth(disk: Disk, corruptions: Corruption[] = []) {
  const storage = storageOn(disk, { corruptions, durabilityOf: () => 'relaxed' });
  const documents = await things(storage);
  const outbox = await things(storage, { collection: 'outbox' });
  return { storage, documents, outbox, engine: await storage.engineOf('bank') };
}

/** Edits with their mutation, pages with their checkpoint, erasing, purging, tidying, in some order. */
async function live(disk: Disk, random: Random, promised: Promised): Promise<void> {
  const { documents, outbox, engine } = await openBoth(disk);
  const write = (instance: typeof documents, list: Thing[], rev: number, deleted = false): Write => ({
    collection: instance.internals.collection,
    schema: schema as never,
    rows: list.map((item) => ({ document: stored(item, rev, deleted) })) as never,
  });
  for (let step = 1; step <= 14; step += 1) {
    const choice = random.below(6);
    if (choice < 2) {
      promised.begun = step;
      const edit = thing(step, { id: `edit-${step}`, customerId: `c${step}` });
      const both = [write(documents, [edit], 1), write(outbox, [{ ...edit, id: `mutation-${step}` }], 1)];
      await engine.write(both, { context: 'edit', durability: 'strict', atomic: true });
      promised.edits.push(step);
    } else if (choice < 4) {
      const page = Array.from({ length: 30 }, (_, n) =>
        thing(n, { id: `page-${step}-${n}`, customerId: `c${step}` }),
      );
      await engine.write([write(documents, page, 1)], { context: 'pull', durability: 'relaxed' });
      await engine.write([write(outbox, [thing(step, { id: `checkpoint-${step}` })], 1)], {
        context: 'pull',
        durability: 'relaxed',
      });
      if (random.chance(0.5)) {
        await engine.flush();
        promised.acknowledgedPage = step;
      }
    } else if (choice === 4) {
      const victim = `c${1 + random.below(step)}`;
      promised.erased.add(victim);
      await engine.erase({ owners: [victim] });
    } else await engine.maintain();
  }
}

async function verify(disk: Disk, promised: Promised): Promise<void> {
  const corruptions: Corruption[] = [];
  const { documents, outbox, engine } = await openBoth(disk, corruptions);
  expect(corruptions).toEqual([]);
  const has = async (instance: typeof documents, id: string) =>
    (await instance.findDocumentsById([id], false)).length === 1;
  for (let step = 1; step <= 14; step += 1) {
    const erased = promised.erased.has(`c${step}`);
    const [edit, mutation] = [await has(documents, `edit-${step}`), await has(outbox, `mutation-${step}`)];
    expect(edit, `edit ${step} comes with its mutation`).toBe(mutation);
    if (promised.edits.includes(step) && !erased) expect(edit, `edit ${step} was saved`).toBe(true);
    const checkpoint = await has(outbox, `checkpoint-${step}`);
    if (step === promised.acknowledgedPage) expect(checkpoint).toBe(true);
    if (checkpoint && !erased) {
      const ids = Array.from({ length: 30 }, (_, n) => `page-${step}-${n}`);
      expect(
        (await documents.findDocumentsById(ids, false)).length,
        `page ${step} before its checkpoint`,
      ).toBe(30);
    }
  }
  await engine.maintain();
  await documents.close();
  await outbox.close();
}

const nothing = (): Promised => ({
  edits: [],
  begun: 0,
  erased: new Set(),
  purged: new Set(),
  acknowledgedPage: 0,
});

describe('after a crash at any point', () => {
  for (const seed of [1, 2])
    it(`what was promised is there, whole, and nothing is corrupt (seed ${seed})`, async () => {
      for (let at = 1; ; at += 1) {
        const disk = newDisk();
        const killer = new Killer(at);
        const mortal = { indexedDB: mortalDisk(disk.indexedDB, killer), keys: mortalKeys(disk.keys, killer) };
        const promised = nothing();
        const life = live(mortal, seeded(seed), promised).then(() => 'lived');
        const ended = await Promise.race([life, died(killer)]);
        await verify(disk, promised);
        if (ended === 'lived') return;
      }
    }, 120_000);
});

/** The process neither answers nor writes any more; what it had going has come to rest. */
async function died(killer: Killer): Promise<string> {
  while (!killer.dead) await turn();
  for (let count = 0; count < 20; count += 1) await turn();
  return 'died';
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));
