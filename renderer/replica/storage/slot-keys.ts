import { z } from 'zod';
import { type Bytes, concat, fromBase64, toBase64, utf8 } from './bytes.ts';
import { type MasterKey, type MasterKeys, masterKeyOf } from './keys.ts';

/** Two places that each hold a few hundred bytes: two files of the main process, two records of a browser. */
export interface SlotStore {
  read(slot: 0 | 1): Promise<Bytes | null>;
  /** Resolves when it is durable. `null` overwrites and clears. */
  write(slot: 0 | 1, content: Bytes | null): Promise<void>;
}

/** How a master key is wrapped: for one user, or under a key that is wrapped for each of several. */
export interface KeyWrapper {
  wrap(key: Bytes): Promise<Bytes>;
  /** `null`: wrapped by another. */
  unwrap(wrapped: Bytes): Promise<Bytes | null>;
}

const slotContent = z.object({
  format: z.literal(1),
  id: z.string(),
  wrapped: z.string(),
  checksum: z.string(),
});
type SlotContent = z.infer<typeof slotContent>;

const SLOTS = [0, 1] as const;
const KEY = 32;

/**
 * Master keys in two checksummed slots. A change writes the free slot, the ring is committed under the new key, then
 * the old slot is cleared; a crash in between leaves a slot too many, a torn write one that its checksum gives away.
 */
export function createSlotKeys(crypto: Crypto, store: SlotStore, wrapper: KeyWrapper): MasterKeys {
  async function read(slot: 0 | 1): Promise<SlotContent | null> {
    const bytes = await store.read(slot);
    if (bytes === null) return null;
    try {
      const content = slotContent.parse(JSON.parse(utf8.decoder.decode(bytes)));
      return content.checksum === (await checksum(content)) ? content : null;
    } catch {
      return null;
    }
  }

  async function checksum({ id, wrapped }: { id: string; wrapped: string }): Promise<string> {
    const bytes = concat([utf8.encoder.encode(`${id}\n`), utf8.encoder.encode(wrapped)]);
    return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  }

  async function opened(content: SlotContent): Promise<MasterKey | null> {
    const raw = await wrapper.unwrap(fromBase64(content.wrapped));
    return raw === null ? null : await masterKeyOf(crypto, content.id, raw);
  }

  return {
    async open() {
      const contents = await Promise.all(SLOTS.map(read));
      const keys = await Promise.all(contents.map((content) => (content === null ? null : opened(content))));
      return keys.filter((key) => key !== null);
    },
    async renew() {
      const contents = await Promise.all(SLOTS.map(read));
      // Both are taken after a crash whose change nobody has settled: `open` comes first and has it settled.
      const free = SLOTS.find((slot) => contents[slot] === null);
      if (free === undefined) throw new Error('no free key slot');
      const raw = crypto.getRandomValues(new Uint8Array(KEY));
      const content = { id: crypto.randomUUID(), wrapped: toBase64(await wrapper.wrap(raw)) };
      const written = { format: 1, ...content, checksum: await checksum(content) } satisfies SlotContent;
      await store.write(free, utf8.encoder.encode(JSON.stringify(written)));
      return await masterKeyOf(crypto, content.id, raw);
    },
    async settle(id) {
      for (const slot of SLOTS) {
        const bytes = await store.read(slot);
        if (bytes !== null && (await read(slot))?.id !== id) await store.write(slot, null);
      }
    },
  };
}
