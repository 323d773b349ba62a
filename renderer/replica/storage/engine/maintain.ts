import { rewriteBlocks } from './rewrite.ts';
import { prepareSnapshot } from './snapshot-save.ts';
import type { EngineState } from './state.ts';

/** Blocks with less in them are gathered: every edit makes one. */
const SMALL = 8 * 1024;
const MANY_SMALL = 32;
/** Bytes rewritten in one go: an edit waits for it at most. */
const ROUND = 512 * 1024;
/** A block is rewritten when more than this part of it is garbage. */
const GARBAGE = 0.4;

/** The blocks most worth rewriting now; none when there is little to gain. */
export function chooseVictims(state: EngineState): Set<number> {
  const wasteful: { number: number; live: number; bytes: number }[] = [];
  const small: typeof wasteful = [];
  for (const [number, { entries, live, bytes }] of state.table.blocks) {
    if (state.reader.pending.has(number)) continue;
    if (entries > 0 && live < entries * (1 - GARBAGE)) wasteful.push({ number, live: live / entries, bytes });
    else if (bytes < SMALL) small.push({ number, live: 1, bytes });
  }
  wasteful.sort((a, b) => a.live - b.live);
  const candidates = small.length >= MANY_SMALL ? [...wasteful, ...small] : wasteful;
  const victims = new Set<number>();
  let sum = 0;
  for (const { number, bytes } of candidates) {
    if (sum + bytes > ROUND && victims.size > 0) break;
    victims.add(number);
    sum += bytes;
  }
  return victims;
}

/** Callers hold the write lock. */
export async function compactOnce(state: EngineState, victims: ReadonlySet<number>): Promise<void> {
  const rewrite = await rewriteBlocks(state, victims);
  await state.committer.commit({ blocks: rewrite.blocks, dropped: rewrite.dropped }, 'relaxed');
  rewrite.apply();
}

/** Sorts what has been added since, so that the next start need not; whoever asks meanwhile waits for one index. */
export async function settleIndexes(state: EngineState): Promise<void> {
  for (const { indexes } of state.collections.values())
    for (const index of indexes) {
      index.settle();
      await new Promise((resolve) => setTimeout(resolve));
    }
}

/** Callers hold the write lock and have flushed. */
export async function takeSnapshot(state: EngineState): Promise<void> {
  const { blocks, dropped, manifest, apply } = await prepareSnapshot(state);
  await state.committer.commit({ blocks, dropped, root: { manifest } }, 'relaxed');
  apply();
}
