import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JournalOptions, openJournal } from './journal.ts';
import { copyOf } from './test/copies.ts';

let folder: string;
const path = () => join(folder, 'journal.log');

const open = (options: Partial<JournalOptions> = {}) => openJournal({ folder, ...options });

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'branchline-journal-')), 'journal');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

describe('the journal', () => {
  it('gives copies back in the order in which they were added, also after a restart', async () => {
    const copies = [copyOf(10), copyOf(2_000), copyOf(500_000)];
    const journal = await open();
    for (const copy of copies) await journal.append([copy]);
    expect(await journal.read()).toEqual(copies);
    expect(await (await open()).read()).toEqual(copies);
  });

  it('takes many at once, in their order, among others that come at the same time', async () => {
    const many = Array.from({ length: 300 }, () => copyOf(40));
    const [first, last] = [copyOf(10), copyOf(10)];
    const journal = await open();
    await Promise.all([journal.append([first]), journal.append(many), journal.append([last])]);
    expect(await journal.read()).toEqual([first, ...many, last]);
    expect(await (await open()).read()).toEqual([first, ...many, last]);
  });

  it('forgets what is removed, and only that', async () => {
    const [first, second, third] = [copyOf(50), copyOf(50), copyOf(50)];
    const journal = await open();
    await Promise.all([first, second, third].map((copy) => journal.append([copy])));
    await journal.remove([second.mutationId, copyOf(1).mutationId]);
    expect(await journal.read()).toEqual([first, third]);
    expect(await (await open()).read()).toEqual([first, third]);
  });

  it('[D11] notes what was answered in its place, also after a restart and after the file was written anew', async () => {
    const copies = [copyOf(50), copyOf(50), copyOf(50)];
    const answered = { outcome: 'merged', run: 'r', at: '2026-11-21T08:00:00.000Z' } as const;
    const wanted = copies.map((copy, index) => (index === 1 ? { ...copy, answered } : copy));
    const journal = await open({ slack: 100 });
    await Promise.all(copies.map((copy) => journal.append([copy])));
    await journal.answer([copies[1]?.mutationId ?? '', copyOf(1).mutationId], answered);
    expect(await journal.read()).toEqual(wanted);
    expect(await (await open()).read()).toEqual(wanted);
    for (let i = 0; i < 20; i++) {
      const passing = copyOf(50);
      await journal.append([passing]);
      await journal.remove([passing.mutationId]);
    }
    await journal.settled();
    expect((await stat(path())).size).toBeLessThan(2_000);
    expect(await (await open()).read()).toEqual(wanted);
  });

  it('[D11] does not bring back what was removed while its answer came', async () => {
    const copy = copyOf(50);
    const answered = { outcome: 'accepted', run: 'r', at: '2026-11-21T08:00:00.000Z' } as const;
    const journal = await open();
    await journal.append([copy]);
    await Promise.all([journal.answer([copy.mutationId], answered), journal.remove([copy.mutationId])]);
    expect(await journal.read()).toEqual([]);
    expect(await (await open()).read()).toEqual([]);
  });

  it('removes what is still being added', async () => {
    const copy = copyOf(50);
    const journal = await open();
    const adding = journal.append([copy]);
    await journal.remove([copy.mutationId]);
    await adding;
    expect(await journal.read()).toEqual([]);
  });

  it('keeps one copy of a mutation that is added twice', async () => {
    const copy = copyOf(50);
    const again = { ...copyOf(70), mutationId: copy.mutationId };
    const journal = await open();
    await journal.append([copy]);
    await journal.append([again]);
    expect(await journal.read()).toEqual([again]);
    expect(await (await open()).read()).toEqual([again]);
  });

  it('is readable by this user only', async () => {
    await (await open()).append([copyOf(10)]);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('takes no more than its limit', async () => {
    const journal = await open({ limit: 1_000 });
    await journal.append([copyOf(2_000)]);
    await expect(journal.append([copyOf(10)])).rejects.toThrow();
  });
});

describe('the file', () => {
  it('shrinks once most of it is removed, and loses nothing that lives', async () => {
    const journal = await open({ slack: 10_000 });
    const copies = Array.from({ length: 60 }, () => copyOf(1_000));
    await Promise.all(copies.map((copy) => journal.append([copy])));
    const before = (await stat(path())).size;
    for (const { mutationId } of copies.slice(0, 50)) await journal.remove([mutationId]);
    await journal.settled();
    expect((await stat(path())).size).toBeLessThan(before / 3);
    expect(await journal.read()).toEqual(copies.slice(50));
    await journal.append([copyOf(20)]);
    expect(await (await open()).read()).toHaveLength(11);
    expect(await readdir(folder)).toEqual(['journal.log']);
  });

  it('cut off anywhere, opens with every copy that is whole, and goes on', async () => {
    const journal = await open();
    const copies = [copyOf(40), copyOf(40), copyOf(40)];
    const ends: number[] = [];
    for (const copy of copies) {
      await journal.append([copy]);
      ends.push((await stat(path())).size);
    }
    const whole = await readFile(path());
    for (let length = 0; length <= whole.length; length += 7) {
      await writeFile(path(), whole.subarray(0, length));
      const torn = await openJournal({ folder });
      const kept = copies.filter((_, index) => (ends[index] ?? 0) <= length);
      expect(await torn.read()).toEqual(kept);
      const next = copyOf(5);
      await torn.append([next]);
      const later = await openJournal({ folder });
      expect(await later.read()).toEqual([...kept, next]);
    }
  });

  it('damaged in the middle, keeps the copies around it and the damaged file', async () => {
    const journal = await open();
    const copies = [copyOf(400), copyOf(400), copyOf(400)];
    for (const copy of copies) await journal.append([copy]);
    const bytes = await readFile(path());
    // The length of the second record: the worst place, for the end of a record is not known then.
    const second = Math.floor(bytes.length / 3) + 5;
    bytes.writeUInt8(bytes.readUInt8(second) ^ 0xff, second);
    await writeFile(path(), bytes);
    let told = 0;
    const damaged = await open({ onDamage: () => told++ });
    expect(await damaged.read()).toEqual([copies[0], copies[2]]);
    expect(told).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(['journal.damaged', 'journal.log']);
    expect(await (await open()).read()).toEqual([copies[0], copies[2]]);
  });

  it('that is noise from end to end opens empty', async () => {
    await (await open()).settled();
    await writeFile(path(), Buffer.alloc(300_000, 0xb1));
    const journal = await open();
    expect(await journal.read()).toEqual([]);
    const copy = copyOf(10);
    await journal.append([copy]);
    expect(await (await open()).read()).toEqual([copy]);
  });
});
