import type { MasterKeys } from '../keys.ts';
import type { Sealed } from './cipher.ts';
import type { KeyRing, RingChange } from './ring.ts';
import type { Vault } from './vault.ts';

export interface Commit {
  blocks: readonly Sealed[];
  dropped?: readonly number[];
  root?: NonNullable<RingChange['root']>;
  renew?: boolean;
}

/** Puts blocks and the keys that open them on disk in one transaction; one at a time, in the order of the calls. */
export class Committer {
  readonly #ring: KeyRing;
  readonly #vault: Vault;
  readonly #keys: MasterKeys;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ring: KeyRing, vault: Vault, keys: MasterKeys) {
    this.#ring = ring;
    this.#vault = vault;
    this.#keys = keys;
  }

  commit(commit: Commit, durability: 'strict' | 'relaxed'): Promise<void> {
    const run = this.#last.then(() => this.#run(commit, durability));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #run({ blocks, dropped = [], root, renew }: Commit, durability: 'strict' | 'relaxed'): Promise<void> {
    const change = { added: blocks, dropped, ...(root === undefined ? {} : { root }), renew: renew === true };
    const [prepared, sealed] = await Promise.all([
      this.#ring.prepare(change, this.#keys),
      Promise.all(blocks.map(async ({ number, record }) => ({ number, record: await record }))),
    ]);
    await this.#vault.commit(
      {
        blocks: sealed,
        dropped,
        ring: prepared.ring,
        ...(prepared.root === undefined ? {} : { root: prepared.root }),
      },
      durability,
    );
    prepared.apply();
    if (prepared.master !== undefined) await this.#keys.settle(prepared.master);
  }
}
