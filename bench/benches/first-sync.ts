import { join } from 'node:path';
import type { Bench, BenchContext } from '../harness/bench.ts';
import { startCouch } from '../harness/couch.ts';

export const bench: Bench = {
  about: 'documents a second of a first sync: encrypted, stock RxDB on Dexie, PouchDB',
  sizes: [20_000, 100_000, 300_000],
  async run(context) {
    for (const size of context.sizes) {
      const ours = await rxdb(context, 'encrypted', size);
      const stock = await rxdb(context, 'dexie', size);
      add(context, 'encrypted', `times stock at ${size}`, ours / stock, 'x');
      if (context.without.includes('pouchdb')) continue;
      const pouch = await pouchdb(context, size);
      add(context, 'encrypted', `times PouchDB at ${size}`, ours / pouch, 'x');
    }
  },
};

function add({ records }: BenchContext, subject: string, metric: string, value: number, unit: string): void {
  records.add({ bench: 'first-sync', subject, metric, value, unit });
}

async function rxdb(context: BenchContext, subject: string, size: number): Promise<number> {
  const { cpuProfiles } = context;
  const file = cpuProfiles && join(cpuProfiles, `first-sync-${subject}-${size}.cpuprofile`);
  const { seconds, documents, medianCharacters } = await context.profiles.filled(subject, size, file);
  add(context, subject, `documents at ${size}`, documents / seconds, '1/s');
  add(context, subject, `median document at ${size}`, medianCharacters, 'characters');
  return documents / seconds;
}

async function pouchdb(context: BenchContext, size: number): Promise<number> {
  const couch = await startCouch(size);
  const browser = await context.profiles.start(await context.profiles.folder());
  try {
    const seconds = await browser.call<number>('pullFromCouch', { url: couch.url, documents: size });
    add(context, 'pouchdb', `documents at ${size}`, size / seconds, '1/s');
    return size / seconds;
  } finally {
    await browser.close();
    couch.close();
  }
}
