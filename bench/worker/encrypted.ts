import type { RxStorage } from 'rxdb/plugins/core';
import type { Internals } from '#renderer/replica/storage/instance.ts';
import { masterKeyOf } from '#renderer/replica/storage/keys.ts';
import { getEncryptedStorage } from '#renderer/replica/storage/storage.ts';
import { alongside } from './alongside.ts';
import { type Commit, openRxdb } from './rxdb-subject.ts';
import type { Subject } from './subject.ts';

const DATABASE = 'bench-encrypted';

/** The product's own storage. The master key is at hand: what unwraps it is timed elsewhere. */
export async function openEncrypted(): Promise<Subject> {
  const master = await masterKeyOf(crypto, 'bench', new Uint8Array(32).fill(7));
  const storage = getEncryptedStorage({
    indexedDB,
    crypto,
    keys: () => ({ open: async () => [master], renew: async () => master, settle: async () => undefined }),
    ownerPath: 'customerId',
  });
  const commit: Commit = async (writes, context) => {
    const engine = await storage.engineOf(DATABASE);
    const refused = await engine.write(
      writes.map(({ instance, rows }) => ({
        collection: (instance.internals as Internals).collection,
        schema: instance.schema as never,
        rows: rows as never,
      })),
      { context, durability: context === 'pull' ? 'relaxed' : 'strict', atomic: true },
    );
    if (refused.some((errors) => errors.length > 0)) throw new Error('refused');
  };
  const subject = await openRxdb(
    DATABASE,
    storage as unknown as RxStorage<unknown, unknown>,
    commit,
    async () => await (await storage.engineOf(DATABASE)).flush(),
  );
  return {
    ...subject,
    async store(page) {
      await subject.store(page);
      for (const work of alongside) await work(page);
    },
    async close() {
      // What it does by itself when nothing has been written for some seconds.
      await (await storage.engineOf(DATABASE)).maintain();
      await subject.close();
    },
  };
}
