import { openJournal } from '../journal.ts';
import { copyOf } from './copies.ts';

/** A process that appends as fast as it can, and removes now and then, until somebody kills it. */
const [folder = ''] = process.argv.slice(2);
const journal = await openJournal({ folder, slack: 2_000 });

const say = (line: string) => process.stdout.write(`${line}\n`);
for (;;) {
  const copies = Array.from({ length: 4 }, () => copyOf(300));
  await Promise.all(
    copies.map(async (copy) => {
      await journal.append([copy]);
      say(`+${copy.mutationId}`);
    }),
  );
  const gone = copies.slice(0, 3).map(({ mutationId }) => mutationId);
  say(`?${gone.join()}`);
  await journal.remove(gone);
  say(`-${gone.join()}`);
}
