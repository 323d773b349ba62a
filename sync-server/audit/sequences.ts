import type { Client } from '../db/pool.ts';
import type { ChainLine } from './chain.ts';

interface Range {
  readonly first: number;
  readonly last: number;
}

interface Notes {
  /** The highest number that has come. */
  readonly highest: number;
  /** What was passed over on the way to it. */
  readonly gaps: readonly Range[];
  /** Numbers below the highest: they fill a gap, or have come before. */
  readonly late: readonly Range[];
}

/**
 * Follows the numbers that devices give to what is done on them. A number that has not come while a higher one has is
 * a gap; one that comes late closes it. Acts of several people travel apart, so a gap may be young and innocent: how
 * long it has been one is kept with it. A number that comes twice is counted: no device gives it twice.
 */
export async function noteSequences(client: Client, lines: readonly ChainLine[], now: Date): Promise<void> {
  const byDevice = new Map<string, number[]>();
  for (const { device_id: device, device_seq: seq } of lines) {
    if (device === null || seq === null) continue;
    byDevice.set(device, [...(byDevice.get(device) ?? []), Number(seq)]);
  }
  if (byDevice.size === 0) return;
  const known = await client.query<{ device_id: string; highest: number }>(
    'select device_id, highest from device_sequences where device_id = any ($1::uuid[])',
    [[...byDevice.keys()]],
  );
  const highest = new Map(known.rows.map((row) => [row.device_id, row.highest]));
  for (const [device, numbers] of byDevice) {
    const notes = follow(highest.get(device) ?? 0, numbers);
    const repeated = await close(client, device, notes.late);
    for (const { first, last } of notes.gaps) {
      await client.query(
        'insert into device_gaps (device_id, first_seq, last_seq, noticed_at) values ($1, $2, $3, $4)',
        [device, first, last, now],
      );
    }
    await client.query(
      `insert into device_sequences (device_id, highest, repeated, noted_at) values ($1, $2, $3, $4)
       on conflict (device_id) do update set highest = excluded.highest, noted_at = excluded.noted_at,
         repeated = device_sequences.repeated + excluded.repeated`,
      [device, notes.highest, repeated, now],
    );
  }
}

/** What a device's numbers say, in whichever order they came, given the highest one before them. */
export function follow(before: number, numbers: readonly number[]): Notes {
  const gaps: Range[] = [];
  const late: Range[] = [];
  let highest = before;
  for (const seq of [...numbers].sort((a, b) => a - b)) {
    if (seq > highest) {
      if (seq > highest + 1) gaps.push({ first: highest + 1, last: seq - 1 });
      highest = seq;
    } else {
      const previous = late.at(-1);
      if (previous?.last === seq - 1) late[late.length - 1] = { first: previous.first, last: seq };
      else late.push({ first: seq, last: seq });
    }
  }
  return { highest, gaps, late };
}

/** Takes numbers that came late out of the gaps. Returns how many of them were in none. */
async function close(client: Client, device: string, late: readonly Range[]): Promise<number> {
  let repeated = 0;
  for (const { first, last } of late) {
    const gone = await client.query<{ first_seq: number; last_seq: number; noticed_at: Date }>(
      `delete from device_gaps where device_id = $1 and first_seq <= $3 and last_seq >= $2
       returning first_seq, last_seq, noticed_at`,
      [device, first, last],
    );
    let filled = 0;
    for (const gap of gone.rows) {
      filled += Math.min(last, gap.last_seq) - Math.max(first, gap.first_seq) + 1;
      await client.query(
        `insert into device_gaps (device_id, first_seq, last_seq, noticed_at)
         select $1, piece.first, piece.last, $2
         from unnest($3::bigint[], $4::bigint[]) as piece (first, last) where piece.first <= piece.last`,
        [device, gap.noticed_at, [gap.first_seq, last + 1], [first - 1, gap.last_seq]],
      );
    }
    repeated += last - first + 1 - filled;
  }
  return repeated;
}
