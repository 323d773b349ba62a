import type { KeptAnswer, SealedCopy } from '#shared/protocol/device.ts';
import { addition, removals } from './frame.ts';
import { openJournalFile } from './journal-file.ts';
import type { Place } from './places.ts';

/** Sealed copies of edits, whoever made them. */
export interface Journal {
  /** Resolves when the copies survive a power cut, after one sync. The same mutation again replaces its copy. */
  append(copies: readonly SealedCopy[]): Promise<void>;
  /** In the order in which they were added. */
  read(): Promise<SealedCopy[]>;
  /** Notes the answer in copies that are here; they keep their places. */
  answer(mutationIds: readonly string[], answered: KeptAnswer): Promise<void>;
  remove(mutationIds: readonly string[]): Promise<void>;
  /** Those of the ids that have no copy here. */
  missing(mutationIds: readonly string[]): Promise<string[]>;
  /** Resolves when everything asked so far is done. */
  settled(): Promise<void>;
}

export interface JournalOptions {
  folder: string;
  /** Bytes of removed copies from which on the file is written anew, once they outweigh the living. */
  slack?: number;
  /** Bytes of living copies that are too many: a client gone wild must not fill the machine's disk. */
  limit?: number;
  onDamage?: () => void;
}

interface Task {
  frames: readonly Buffer[];
  /** Runs when the frames are durable, before anything else is written. */
  then: (places: readonly Place[]) => void | Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** The journal's queue. Whatever is added while a sync runs is written and synced together by the next one. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { folder, slack = 256_000, limit = 256_000_000, onDamage = () => undefined } = options;
  const file = await openJournalFile(folder, onDamage);
  const { places } = file;
  let waiting: Task[] = [];
  let running: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await run(batch);
      const removed = file.size - places.bytes;
      // One that fails is tried again after a later write; a file that is too long loses nothing.
      if (removed > slack && removed > places.bytes) await file.compact().catch(() => undefined);
    }
    running = null;
  }

  async function run(batch: readonly Task[]): Promise<void> {
    const frames = batch.flatMap((task) => task.frames);
    let written: Place[] = [];
    try {
      if (frames.length > 0) written = await file.append(frames);
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const task of batch) {
      try {
        await task.then(written.splice(0, task.frames.length));
        task.resolve();
      } catch (error) {
        task.reject(error);
      }
    }
  }

  function enqueue(frames: readonly Buffer[], then: Task['then']): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push({ frames, then, resolve, reject });
      running ??= drain();
    });
  }

  async function living(mutationIds: readonly string[]): Promise<SealedCopy[]> {
    let copies: SealedCopy[] = [];
    const wanted = new Set(mutationIds);
    await enqueue([], async () => {
      const found = places.entries().filter(([id]) => wanted.has(id));
      copies = await file.read(found.map(([, place]) => place));
    });
    return copies;
  }

  return {
    async append(copies) {
      if (places.bytes > limit) throw new Error('journal full');
      await enqueue(copies.map(addition), (written) => {
        for (const [index, { mutationId }] of copies.entries()) {
          const place = written[index];
          if (place) places.put(mutationId, place);
        }
      });
    },
    async read() {
      let copies: SealedCopy[] = [];
      await enqueue([], async () => {
        copies = await file.read(places.entries().map(([, place]) => place));
      });
      return copies;
    },
    async answer(mutationIds, answered) {
      const known = await living(mutationIds);
      if (known.length === 0) return;
      await enqueue(
        known.map((copy) => addition({ ...copy, answered })),
        (written) => {
          for (const [index, { mutationId }] of known.entries()) {
            const place = written[index];
            if (place && places.has(mutationId)) places.put(mutationId, place);
          }
        },
      );
    },
    async remove(mutationIds) {
      // What is being added right now is known only afterwards.
      await running;
      const known = mutationIds.filter((id) => places.has(id));
      if (known.length === 0) return;
      await enqueue(removals(known), () => {
        for (const id of known) places.drop(id);
      });
    },
    async missing(mutationIds) {
      // What is being added right now is known only afterwards.
      await running;
      return mutationIds.filter((id) => !places.has(id));
    },
    async settled() {
      await running;
    },
  };
}
