import type { Bytes } from '../bytes.ts';
import { BlockError } from '../errors.ts';
import { blockKind, unseal } from './cipher.ts';
import { type BlockBuilder, type BlockContent, StoredBlock } from './entries.ts';
import type { KeyRing } from './ring.ts';
import type { Vault } from './vault.ts';

/** Plain content of data blocks: those not yet stored, those used last, and all others from the vault. */
export class BlockReader {
  /** Written to but not durable. */
  readonly pending = new Map<number, BlockBuilder>();
  readonly #cache = new Map<number, BlockContent>();
  #cached = 0;
  readonly #limit: number;
  readonly #crypto: Crypto;
  readonly #ring: KeyRing;
  readonly #vault: Vault;

  constructor(crypto: Crypto, ring: KeyRing, vault: Vault, limit: number) {
    this.#crypto = crypto;
    this.#ring = ring;
    this.#vault = vault;
    this.#limit = limit;
  }

  inMemory(number: number): BlockContent | undefined {
    const building = this.pending.get(number);
    if (building !== undefined) return building;
    const cached = this.#cache.get(number);
    if (cached === undefined) return undefined;
    this.#cache.delete(number);
    this.#cache.set(number, cached);
    return cached;
  }

  /**
   * What is read is what lay there at the call: keys are looked up and the transaction is begun before the first
   * await, so a compaction in between cannot take the blocks away. Throws {@link BlockError}.
   */
  async load(numbers: readonly number[]): Promise<Map<number, BlockContent>> {
    const keys = numbers.map((number) => this.#ring.keys.get(number));
    const absent = numbers.find((_, index) => keys[index] === undefined);
    if (absent !== undefined) throw new BlockError('block_missing', absent);
    const records = await this.#vault.readBlocks(numbers);
    const loaded = await Promise.all(
      numbers.map(async (number, index) => {
        const key = keys[index];
        const record = records[index];
        if (key === undefined || !(record instanceof Uint8Array))
          throw new BlockError('block_missing', number);
        const { kind, plain } = await unseal(this.#crypto, this.#ring.root.database, number, key, record);
        if (kind !== blockKind.data) throw new BlockError('block_corrupt', number);
        return [number, blockOf(number, plain)] as const;
      }),
    );
    for (const [number, content] of loaded) if (this.#ring.keys.has(number)) this.keep(number, content);
    return new Map(loaded);
  }

  keep(number: number, content: BlockContent): void {
    if (this.#cache.has(number)) return;
    this.#cache.set(number, content);
    this.#cached += content.length;
    for (const [oldest, { length }] of this.#cache) {
      if (this.#cached <= this.#limit) return;
      this.#cache.delete(oldest);
      this.#cached -= length;
    }
  }

  forget(number: number): void {
    this.#cached -= this.#cache.get(number)?.length ?? 0;
    this.#cache.delete(number);
  }
}

export function blockOf(number: number, plain: Bytes): StoredBlock {
  try {
    return new StoredBlock(plain);
  } catch {
    throw new BlockError('block_corrupt', number);
  }
}
