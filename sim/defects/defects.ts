import { type Patch, planted } from '../run/patches.ts';
import type { Invariant } from '../world/violation.ts';

/** A defect as a sync engine might have it, planted in what a run loads; product files stay as they are. */
export interface Defect {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The first seed to look with: one that was seen to find it. When code has changed, a later one does. */
  readonly from: number;
  /** The invariants that show it. */
  readonly breaks: readonly Invariant[];
}

/** One change, in one file. `%` in the replacement is true while the defect is in force. */
function defect(
  name: string,
  { from = 1, breaks, ...patch }: Patch & { from?: number; breaks: readonly Invariant[] },
): Defect {
  return {
    name,
    patches: [{ ...patch, replace: patch.replace.replaceAll('%', planted(name)) }],
    from,
    breaks,
  };
}

export const defects: readonly Defect[] = [
  defect('a checkpoint stored ahead of its data', {
    file: 'renderer/replica/sync/pull.ts',
    find: 'async function apply(answer: PullResponse, asked: Asked) {',
    replace: `async function apply(answer: PullResponse, asked: Asked) {
      if (%) await save({ ...state, checkpoint: answer.checkpoint });`,
    from: 6,
    breaks: ['4 checkpoint not ahead of data', '5 resuming equals syncing afresh', '1 replica equals scope'],
  }),
  defect('a lower revision applied', {
    file: 'renderer/replica/sync/apply.ts',
    find: 'if (row.rev < floor',
    replace: 'if (!% && row.rev < floor',
    from: 3,
    breaks: ['no lower revision is applied', '1 replica equals scope'],
  }),
  defect('a late answer that brings back what was evicted', {
    file: 'renderer/replica/sync/guard.ts',
    find: 'for (const asked of underWay) asked.stale = true;',
    replace: 'for (const asked of underWay) asked.stale = !%;',
    breaks: ['1 replica equals scope', '2 nothing out of scope'],
  }),
  defect('an outcome dropped', {
    file: 'renderer/replica/sync/settle.ts',
    find: 'await outbox.replace(row.evicted === true ? redacted(settled) : settled, [document.part]);',
    replace: `await (% ? outbox.remove([row.mutation.id], [document.part])
      : outbox.replace(row.evicted === true ? redacted(settled) : settled, [document.part]));`,
    from: 3,
    breaks: ['3 every edit is accounted for'],
  }),
  defect('sealed copies that nobody sends', {
    file: 'renderer/replica/device/delivery.ts',
    find: '!heldBack.has(mutationId)',
    replace: '!heldBack.has(mutationId) && !%',
    from: 4,
    breaks: ['3 every edit is accounted for'],
  }),
  defect('an older answer to a push that erases what came back', {
    file: 'renderer/replica/sync/push.ts',
    find: '!sending.hasPulled(evict)',
    replace: '(% || !sending.hasPulled(evict))',
    from: 102,
    breaks: ['1 replica equals scope'],
  }),
  defect('an eviction decided per channel', {
    file: 'sync-server/pull/read-feed.ts',
    find: 'if (!visible.has(row.customer_id)) answer.evict(row.customer_id);',
    replace: "if (% ? row.kind === 'leave' : !visible.has(row.customer_id)) answer.evict(row.customer_id);",
    from: 16,
    breaks: ['1 replica equals scope'],
  }),
  defect('a position given before commit', {
    file: 'sync-server/feed/stamp-batch.ts',
    // The number that the change got when it was written, in the place of the stamper's own.
    find: "select r.channel, nextval('feed_pos'), r.kind",
    replace: `select r.channel, \${% ? \`64 * coalesce(
        (select min(seq) from stamp_batch b where b.id = coalesce(r.doc_id, r.customer_id)),
        (select min(seq) from stamp_batch b where b.customer_id = r.customer_id))
      + (row_number() over ()) - 64 * ((row_number() over ()) / 64)\` : "nextval('feed_pos')"}, r.kind`,
    from: 41,
    breaks: ['1 replica equals scope', '5 resuming equals syncing afresh'],
  }),
  defect('a redacted field blanked', {
    file: 'sync-server/push/update.ts',
    find: 'const changed = applyFields(document.doc, set);',
    replace: `const blank = % && state.author.role === 'teller' && collection === 'customers';
      const changed = applyFields(document.doc, blank ? { ...set, remarks: null } : set);`,
    breaks: ['no field changes by itself'],
  }),
  defect('a run of the database that nobody looks at', {
    file: 'sync-server/pull/pull.ts',
    find: 'if ((state.run ?? run) !== run) {',
    replace: 'if (!% && (state.run ?? run) !== run) {',
    from: 11,
    breaks: ['1 replica equals scope', '2 nothing out of scope'],
  }),
  defect('a comparison that takes files that both have for the same', {
    file: 'sync-server/pull/compare.ts',
    find: '(holds.files[bucket] === digest ? [] : [bucket])',
    replace:
      '(holds.files[bucket] === digest || (% && holds.files[bucket] !== 0 && digest !== 0) ? [] : [bucket])',
    from: 5,
    breaks: ['1 replica equals scope', '5 resuming equals syncing afresh'],
  }),
  defect('answered edits that are not sent again after a restore', {
    file: 'renderer/replica/device/delivery.ts',
    find: 'const known = answered !== undefined && (run',
    replace: 'const known = answered !== undefined && (% || run',
    from: 7,
    // The edit is nowhere, and its author's replica goes on showing it.
    breaks: ['3 every edit is accounted for', '1 replica equals scope'],
  }),
];
