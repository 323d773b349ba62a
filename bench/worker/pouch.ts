import { PouchDB } from '../peers/pouch.js';
import { timed } from './timing.ts';

/** @returns seconds to replicate everything from a CouchDB-like server into this browser's IndexedDB */
export async function pullFromCouch({ url, documents }: { url: string; documents: number }): Promise<number> {
  const local = new PouchDB('bench-pouch');
  const milliseconds = await timed(async () => {
    const { docs_written } = await local.replicate.from(url, { batch_size: 2000 });
    if (docs_written !== documents) throw new Error(`${docs_written} documents arrived`);
  });
  await local.close();
  return milliseconds / 1000;
}
