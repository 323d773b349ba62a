import type { Corruption } from '../errors.ts';
import { StringTable } from '../index/strings.ts';
import type { MasterKeys } from '../keys.ts';
import { BlockTable } from '../log/block-table.ts';
import { Committer } from '../log/committer.ts';
import { entryKind } from '../log/entries.ts';
import { BlockReader } from '../log/reader.ts';
import { type KeyRing, openRing, segmentBlocks } from '../log/ring.ts';
import type { Vault } from '../log/vault.ts';
import { Writer } from '../log/writer.ts';
import { replay } from './replay.ts';
import { loadSnapshot } from './snapshot.ts';
import { addCollection, type EngineState } from './state.ts';

export interface OpenDeps {
  crypto: Crypto;
  vault: Vault;
  keys: MasterKeys;
  cacheBytes: number;
}

export interface Opened {
  state: EngineState;
  writer: Writer;
  corruption?: Corruption;
}

/** Opens the ring, loads the index snapshot and reads what the log has on top of it. */
export async function openState(deps: OpenDeps): Promise<Opened> {
  const ring = await openRing(deps.crypto, deps.vault, deps.keys);
  let state = emptyState(deps, ring);
  if (ring.root.manifest !== 0) {
    try {
      await loadSnapshot(state);
    } catch {
      // The snapshot saves time, nothing else: the log has it all.
      state = emptyState(deps, ring);
    }
  }
  const { corruption, useless, bytes } = await replay(state);
  const writer = new Writer({
    crypto: deps.crypto,
    database: ring.root.database,
    committer: state.committer,
    reader: state.reader,
    table: state.table,
    numberBlock: state.numberBlock,
  });
  writer.written = bytes;
  if (useless.length > 0) await discard(state, writer, useless, corruption);
  return { state, writer, ...(corruption === undefined ? {} : { corruption }) };
}

/** So that the next start does not meet them again, and that no older version of a lost document comes back. */
async function discard(state: EngineState, writer: Writer, useless: number[], corruption?: Corruption) {
  const given = state.snapshot.pages.size === 0;
  await state.committer.commit(
    { blocks: [], dropped: useless, root: given ? { manifest: 0 } : {} },
    'strict',
  );
  for (const segment of state.ring.unreadable.splice(0))
    for (const number of segmentBlocks(segment)) state.table.delete(number);
  for (const { collection, id } of corruption?.lost ?? [])
    for (const { definition } of state.collections.values())
      if (definition.name === collection)
        writer.append(entryKind.purge, definition.number, JSON.stringify(id));
}

function emptyState(deps: OpenDeps, ring: KeyRing): EngineState {
  let next = ring.root.nextBlock;
  const state: EngineState = {
    crypto: deps.crypto,
    vault: deps.vault,
    ring,
    committer: new Committer(ring, deps.vault, deps.keys),
    reader: new BlockReader(deps.crypto, ring, deps.vault, deps.cacheBytes),
    table: new BlockTable(),
    strings: new StringTable(),
    collections: new Map(),
    snapshot: { pages: new Map(), takenAt: -1 },
    numberBlock: () => next++,
  };
  for (const definition of ring.root.collections) addCollection(state, definition);
  return state;
}
