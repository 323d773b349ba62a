import type { Patch } from '../run/patches.ts';
import type { Invariant } from '../world/violation.ts';

/** A defect as a sync engine might have it, planted in what a run loads; product files stay as they are. */
export interface Defect {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The first seed to look with: a few before one that is known to find it, for each costs a second. */
  readonly from: number;
  /** The invariants that show it. */
  readonly breaks: readonly Invariant[];
}

export const defects: readonly Defect[] = [
  {
    name: 'a checkpoint stored ahead of its data',
    from: 1,
    patches: [
      {
        file: 'renderer/replica/database/meta.ts',
        find: "await commit([partOf(database, value)], 'relaxed');",
        replace: "await commit([partOf(database, value)], 'strict');",
      },
    ],
    breaks: ['4 checkpoint not ahead of data', '5 resuming equals syncing afresh', '1 replica equals scope'],
  },
  {
    name: 'a lower revision applied',
    from: 1,
    patches: [
      {
        file: 'renderer/replica/sync/apply.ts',
        find: 'if (row.rev < floor || (!inPlace && row.rev === stored?.rev)) continue;',
        replace: 'if (floor < 0) continue;',
      },
    ],
    breaks: ['no lower revision is applied', '1 replica equals scope'],
  },
  {
    name: 'an outcome dropped',
    from: 20,
    patches: [
      {
        file: 'renderer/replica/sync/settle.ts',
        find: 'await outbox.replace(row.evicted === true ? redacted(settled) : settled, [document.part]);',
        replace: 'await outbox.remove(row.mutation.id, [document.part]); void settled;',
      },
    ],
    breaks: ['3 every edit is accounted for'],
  },
  {
    name: 'an eviction decided per channel',
    from: 10,
    patches: [
      {
        file: 'sync-server/pull/read-feed.ts',
        find: 'if (!visible.has(row.customer_id)) answer.evict(row.customer_id);',
        replace: "if (row.kind === 'leave') answer.evict(row.customer_id);",
      },
    ],
    breaks: ['1 replica equals scope'],
  },
  {
    name: 'a position given before commit',
    from: 1,
    patches: [
      {
        file: 'sync-server/feed/stamp-batch.ts',
        // The number that the change got when it was written, in the place of the stamper's own.
        find: "select r.channel, nextval('feed_pos'), r.kind",
        replace: `select r.channel, 64 * coalesce(
            (select min(seq) from stamp_batch b where b.id = coalesce(r.doc_id, r.customer_id)),
            (select min(seq) from stamp_batch b where b.customer_id = r.customer_id))
          + (row_number() over ()) % 64, r.kind`,
      },
    ],
    breaks: ['1 replica equals scope', '5 resuming equals syncing afresh'],
  },
  {
    name: 'a redacted field blanked',
    from: 1,
    patches: [
      {
        file: 'sync-server/push/update.ts',
        find: 'const changed = applyFields(document.doc, set);',
        replace: `const changed = applyFields(document.doc, state.author.role === 'teller' && mutation.collection === 'customers' ? { ...set, remarks: null } : set);`,
      },
    ],
    breaks: ['no field changes by itself'],
  },
];
