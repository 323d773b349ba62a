import { BRANCH, pagesOf } from './bank.ts';
import { openEncrypted } from './encrypted.ts';
import { pullFromCouch } from './pouch.ts';
import { openRaw } from './raw.ts';
import { openDexie, openMemory } from './stock.ts';
import type { Subject } from './subject.ts';
import { percentile, timed } from './timing.ts';

const subjects: Record<string, () => Promise<Subject>> = {
  encrypted: openEncrypted,
  dexie: () => openDexie('relaxed'),
  'dexie-strict': () => openDexie('strict'),
  memory: openMemory,
};
let opened: Subject | undefined;

function subject(): Subject {
  if (opened === undefined) throw new Error('nothing is open');
  return opened;
}

const commands: Record<string, (argument: never) => Promise<unknown>> = {
  async open(name: string) {
    return await timed(async () => {
      opened = await subjects[name]?.();
    });
  },

  async fill(documents: number) {
    const characters: number[] = [];
    let milliseconds = 0;
    for (const page of pagesOf(documents)) {
      for (const rows of page.documents.values())
        for (const row of rows) if (characters.length < 20_000) characters.push(JSON.stringify(row).length);
      milliseconds += await timed(() => subject().store(page));
    }
    milliseconds += await timed(() => subject().settled());
    return { documents, seconds: milliseconds / 1000, medianCharacters: percentile(characters, 0.5) };
  },

  pullFromCouch,

  /** Milliseconds from the key at hand to the first list. */
  async reopen(name: string) {
    return await timed(async () => {
      opened = await subjects[name]?.();
      if ((await subject().firstList()) !== 100) throw new Error('no list');
    });
  },

  /** Medians in milliseconds; the first of each is not counted. */
  async query(rounds: number) {
    const [page, count]: [number[], number[]] = [[], []];
    let counted = 0;
    for (let round = 0; round <= rounds; round += 1) {
      page.push(await timed(() => subject().branchPage(BRANCH)));
      count.push(
        await timed(async () => {
          counted = await subject().countRange(BRANCH);
        }),
      );
    }
    return {
      first: page[0],
      page: percentile(page.slice(1), 0.5),
      count: percentile(count.slice(1), 0.5),
      counted,
    };
  },

  /** Edits and raw puts by turns, so that both meet the same disk. */
  async edit(rounds: number) {
    const task = await subject().someTask();
    const raw = await openRaw();
    const [edits, puts]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      edits.push(await timed(() => subject().edit(task, round)));
      puts.push(await timed(() => raw.put(round)));
    }
    raw.close();
    const figures = (values: number[]) => ({
      median: percentile(values, 0.5),
      p99: percentile(values, 0.99),
    });
    return { edit: figures(edits), raw: figures(puts) };
  },

  async collectGarbage() {
    (globalThis as { gc?: () => void }).gc?.();
  },

  async close() {
    await subject().close();
    opened = undefined;
  },
};

addEventListener(
  'message',
  ({ data: { id, name, argument } }: MessageEvent<{ id: number; name: string; argument: never }>) => {
    commands[name]?.(argument).then(
      (result) => postMessage({ id, result }),
      (error: unknown) => postMessage({ id, error: String(error instanceof Error ? error.stack : error) }),
    );
  },
);
postMessage({ id: 0, result: 'ready' });
