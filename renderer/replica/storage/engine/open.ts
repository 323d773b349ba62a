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
import { loadSnapshot } from './snapshot-load.ts';
import { addCollection, type EngineState } from './state.ts';

export interface OpenDeps {
  crypto: Crypto;
  vault: Vault;
  keys: MasterKeys;
  cacheBytes: number;
}

export interface Opened {
  state: EngineState;
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
  state.writer.written = bytes;
  if ((await deps.keys.renewalDue?.()) === true)
    await state.committer.commit({ blocks: [], renew: true }, 'strict');
  if (useless.length > 0) await discard(state, useless, corruption);
  return { state, ...(corruption === undefined ? {} : { corruption }) };
}

/** So that the next start does not meet them again, and that no older version of a lost document comes back. */
async function discard(state: EngineState, useless: number[], corruption?: Corruption) {
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
        state.writer.append(entryKind.purge, definition.number, JSON.stringify(id));
}

function emptyState(deps: OpenDeps, ring: KeyRing): EngineState {
  const { crypto, vault } = deps;
  let next = ring.root.nextBlock;
  const numberBlock = () => next++;
  const committer = new Committer(ring, vault, deps.keys);
  const reader = new BlockReader(crypto, ring, vault, deps.cacheBytes);
  const table = new BlockTable();
  const { database } = ring.root;
  const state: EngineState = {
    crypto,
    vault,
    ring,
    committer,
    reader,
    writer: new Writer({ crypto, database, committer, reader, table, numberBlock }),
    table,
    strings: new StringTable(),
    collections: new Map(),
    snapshot: { pages: new Map(), takenAt: -1, complete: true },
    numberBlock,
  };
  for (const definition of ring.root.collections) addCollection(state, definition);
  return state;
}
