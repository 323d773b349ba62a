import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { collections } from '#shared/model/collections.ts';
import type { SavedEdit } from '../world/edits.ts';
import { Violation } from '../world/violation.ts';
import type { World } from '../world/world.ts';
import { readable } from './watch.ts';

interface Stored {
  id: string;
  username: string;
  outcome: string;
  reason: string | null;
  exists: boolean;
  /** How often each field of it is in the history. */
  history: Record<string, number> | null;
  inbox: { outcome: string; fields: { field: string; mine?: unknown }[] }[] | null;
  parked: boolean;
}

export interface EditFigures {
  saved: number;
}

/** Invariant 3: each edit that was said to be saved is where it belongs, once, and its author can see it. */
export async function checkEdits(world: World): Promise<EditFigures> {
  const stored = await storedEdits(world);
  const kept = await unreadable(world);
  const shown = await shownEdits(world);
  for (const edit of world.edits.saved.values()) {
    const found = stored.get(edit.mutationId);
    if (found !== undefined) check(world, edit, found, shown);
    else if (!edit.undone && !kept.has(edit.mutationId)) fail(world, edit, 'is nowhere at the server');
  }
  for (const device of world.devices)
    if (device.journal.length > 0 && device.atWork !== undefined)
      throw new Violation(
        '3 every edit is accounted for',
        `${device.name} still has ${device.journal.length} sealed copies`,
      );
  return { saved: world.edits.saved.size };
}

function check(
  world: World,
  edit: SavedEdit,
  stored: Stored,
  shown: ReadonlyMap<string, OutboxEntry[]>,
): void {
  const { outcome, inbox, history } = stored;
  if (stored.username !== edit.author) fail(world, edit, `is ${stored.username}'s at the server`);
  const items = inbox ?? [];
  const wanted = outcome === 'conflict' || outcome === 'parked' ? 1 : undefined;
  if (wanted !== undefined && items.length !== wanted)
    fail(world, edit, `is ${outcome} and ${items.length} times in the inbox`);
  if (items.length > 1 || items.some((item) => item.outcome !== outcome))
    fail(world, edit, `is ${outcome} and in the inbox as ${items.map((item) => item.outcome).join()}`);
  if (stored.parked !== (outcome === 'parked'))
    fail(world, edit, `is ${outcome} and ${stored.parked ? '' : 'not '}parked`);
  if (outcome === 'rejected' && stored.reason === null) fail(world, edit, 'is rejected without a reason');
  if (outcome === 'accepted' && edit.input.documentId === undefined && !stored.exists)
    fail(world, edit, 'is accepted and its document is nowhere');
  for (const [field, times] of Object.entries(history ?? {}))
    if (times > 1 || !(field in edit.input.next)) fail(world, edit, `has changed ${field} ${times} times`);
  for (const { field, mine } of outcome === 'conflict' ? (items[0]?.fields ?? []) : [])
    if (!sameJson(mine ?? null, edit.input.next[field] ?? null))
      fail(world, edit, `has lost its value of ${field}`);
  checkShown(world, edit, outcome, shown);
}

/** What asks for the author's attention is on the list of their device, for as long as that replica has lived. */
function checkShown(
  world: World,
  edit: SavedEdit,
  outcome: string,
  shown: ReadonlyMap<string, OutboxEntry[]>,
): void {
  const device = world.devices.find(({ name }) => name === edit.device);
  const entries = shown.get(edit.device);
  if (device?.atWork !== edit.author || device.replicas !== edit.replica || entries === undefined) return;
  const entry = entries.find(({ mutationId }) => mutationId === edit.mutationId);
  if (entry === undefined) {
    if (['conflict', 'parked', 'rejected'].includes(outcome))
      fail(world, edit, `is ${outcome} and not on the list`);
  } else if (entry.state !== outcome && !world.edits.lostByRestore.has(edit.mutationId)) {
    fail(world, edit, `is ${outcome}, and the list says ${entry.state}`);
  }
}

function fail(world: World, { mutationId, author, device }: SavedEdit, what: string): never {
  throw new Violation(
    '3 every edit is accounted for',
    `${world.edits.nameOf(mutationId)} (${author} on ${device}) ${what}`,
  );
}

async function storedEdits(world: World): Promise<Map<string, Stored>> {
  const documents = Object.values(collections).map(({ table }) => `select id from ${table}`);
  const found = await world.database.pool.query<Stored>(
    `select m.id, u.username, m.outcome, m.reason,
            exists (select from (${documents.join(' union all ')}) d where d.id = m.document_id) as exists,
            (select jsonb_object_agg(h.field, h.n) from (
               select field, count(*) as n from field_history where mutation_id = m.id group by field) h) as history,
            (select jsonb_agg(jsonb_build_object('outcome', i.doc ->> 'outcome', 'fields', i.doc -> 'fields'))
               from inbox i where i.doc ->> 'mutationId' = m.id::text) as inbox,
            exists (select from parked_edits p where p.mutation_id = m.id) as parked
     from mutations m join users u on u.id = m.user_id`,
  );
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** Sealed copies that nobody could read are kept for people to look into. */
async function unreadable(world: World): Promise<Set<string>> {
  const found = await world.database.pool.query<{ id: string }>(
    'select mutation_id as id from sealed_unreadable',
  );
  return new Set(found.rows.map(({ id }) => id));
}

async function shownEdits(world: World): Promise<Map<string, OutboxEntry[]>> {
  const shown = new Map<string, OutboxEntry[]>();
  for (const device of world.devices) {
    const reading = await readable(world, device);
    if (reading === undefined) continue;
    const unsent = reading.outbox.filter(({ state }) => state === 'pending' || state === 'sending');
    if (unsent.length > 0)
      throw new Violation(
        '3 every edit is accounted for',
        `${device.name} has ${unsent.length} edits without an outcome`,
      );
    shown.set(device.name, reading.outbox);
  }
  return shown;
}
