import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import { openBrowserJournal } from './browser-journal.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const copyOf = (text: string) => ({ mutationId: newId(), authorId: newId(), sealed: btoa(text) });

it('copies come back in the order in which they were added, also to the next window', async () => {
  const copies = ['c', 'a', 'b'].map(copyOf);
  const journal = openBrowserJournal();
  for (const copy of copies) await journal.appendJournal(copy);
  expect(await openBrowserJournal().readJournal()).toEqual(copies);
});

it('a copy stays until it is removed, and one that is not there is removed already', async () => {
  const [first, second] = [copyOf('1'), copyOf('2')];
  const journal = openBrowserJournal();
  await journal.appendJournal(first);
  await journal.appendJournal(second);
  await journal.removeFromJournal([first.mutationId, newId()]);
  expect(await journal.readJournal()).toEqual([second]);
});

it('a mutation that is added twice has one copy, in its first place', async () => {
  const [first, second] = [copyOf('1'), copyOf('2')];
  const again = { ...first, sealed: btoa('again') };
  const journal = openBrowserJournal();
  for (const copy of [first, second, again]) await journal.appendJournal(copy);
  expect(await journal.readJournal()).toEqual([again, second]);
});

it('many are added at once, in their order', async () => {
  const copies = Array.from({ length: 50 }, (_, n) => copyOf(`${n}`));
  await openBrowserJournal().appendJournalBatch(copies);
  expect(await openBrowserJournal().readJournal()).toEqual(copies);
});

it('nothing in clear gets in', async () => {
  const mixed = [copyOf('1'), { ...copyOf('x'), sealed: '张三' }];
  await expect(openBrowserJournal().appendJournalBatch(mixed)).rejects.toThrow();
  const clear = { ...copyOf('x'), sealed: '张三' };
  await expect(openBrowserJournal().appendJournal(clear)).rejects.toThrow();
  expect(await openBrowserJournal().readJournal()).toEqual([]);
});

it('[D11] what was answered is noted in its copy, which keeps its place', async () => {
  const [first, second] = [copyOf('1'), copyOf('2')];
  const answered = { outcome: 'accepted', run: 'r', at: '2026-11-21T08:00:00.000Z' } as const;
  const journal = openBrowserJournal();
  for (const copy of [first, second]) await journal.appendJournal(copy);
  await journal.answerInJournal([first.mutationId, newId()], answered);
  expect(await openBrowserJournal().readJournal()).toEqual([{ ...first, answered }, second]);
});
