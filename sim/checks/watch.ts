import { z } from 'zod';
import { recordedAct } from '#shared/model/act.ts';
import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import { mutation } from '#shared/model/mutation.ts';
import { type PullResponse, pullRequest, pullResponse } from '#shared/protocol/pull.ts';
import { pushResponse } from '#shared/protocol/push.ts';
import type { Documents, Reading } from '../device/commands.ts';
import type { Happening } from '../world/happening.ts';
import type { Message, SimDevice } from '../world/sim-device.ts';
import { Violation } from '../world/violation.ts';
import type { Watcher, World } from '../world/world.ts';

/** What a checkpoint speaks of: what the answers up to it brought. */
interface Known {
  before: Known | undefined;
  /** Revision by `collection id`, and the file of each. */
  rows: ReadonlyMap<string, { rev: number; file: string | undefined }>;
  /** A part of a download over what is there: the server's word counts at any revision. */
  inPlace: boolean;
}

/** Follows each pull and push, for what can be seen only while it happens. */
export function watch(world: World): Watcher {
  const known = new Map<string, Known>();

  async function revisions(device: SimDevice): Promise<Map<string, number> | undefined> {
    const documents = await readableDocuments(world, device, collectionNames);
    if (documents === undefined) return undefined;
    return new Map(
      collectionNames.flatMap((name) =>
        documents[name].map(({ id, rev }) => [`${name} ${String(id)}`, Number(rev)] as const),
      ),
    );
  }

  /** Invariant 4: what the checkpoint speaks of is here, unless the device was told to erase it since. */
  async function checkCheckpoint(device: SimDevice, checkpoint: string): Promise<void> {
    const present = await revisions(device);
    if (present === undefined) return;
    const seen = new Set<string>();
    for (let link = known.get(checkpoint); link !== undefined; link = link.before) {
      for (const [key, { rev, file }] of link.rows) {
        if (seen.has(key) || device.removed.has(key) || (file !== undefined && device.removed.has(file)))
          continue;
        seen.add(key);
        if (key.startsWith('inbox ') || key.startsWith('personal ')) continue;
        const stored = present.get(key);
        if (stored === undefined || stored < rev)
          throw new Violation(
            '4 checkpoint not ahead of data',
            `${device.name} goes on from a checkpoint with ${key} at ${rev}, and holds ${stored ?? 'nothing'}`,
          );
      }
    }
  }

  /** Invariant 2: what the device was told to erase does not come back with an answer from before. */
  async function checkGone(device: SimDevice, files: readonly string[]): Promise<void> {
    if (files.length === 0) return;
    world.count('pull with a file evicted since');
    const documents = await readableDocuments(world, device, collectionNames);
    for (const name of collectionNames)
      for (const document of documents?.[name] ?? [])
        if (name !== 'personal' && files.includes(String(document.customerId)))
          throw new Violation(
            '2 nothing out of scope',
            `${device.name} was told to erase ${document.customerId} and has ${name} ${document.id} of it again`,
          );
  }

  function learn(checkpoint: string | null, answer: PullResponse, device: SimDevice): void {
    const before = checkpoint === null ? undefined : known.get(checkpoint);
    const inPlace = isInPlace(checkpoint);
    const rows = new Map<string, { rev: number; file: string | undefined }>();
    for (const page of answer.pages)
      for (const { rev, deleted, doc } of page.rows) {
        const key = `${page.collection} ${doc.id}`;
        if (deleted) device.removed.add(key);
        else rows.set(key, { rev, file: typeof doc.customerId === 'string' ? doc.customerId : undefined });
      }
    known.set(answer.checkpoint, { before, rows, inPlace: inPlace && !(answer.complete && !answer.more) });
    for (const id of answer.evict) device.removed.add(id);
    for (const { collection, id } of answer.drop) device.removed.add(`${collection} ${id}`);
  }

  const isInPlace = (checkpoint: string | null) =>
    checkpoint === null || known.get(checkpoint)?.inPlace === true;

  return {
    async asked({ device, asked }) {
      if (asked.path !== '/sync/pull' || !device.checkAtPull) return;
      device.checkAtPull = false;
      const { checkpoint } = pullRequest.parse(JSON.parse(asked.body ?? ''));
      if (checkpoint !== null) await checkCheckpoint(device, checkpoint);
    },

    async delivering(message: Message) {
      const { device, asked, answer } = message;
      const nothing = async () => undefined;
      if (answer === undefined) return nothing;
      if (overtaken(message)) world.count('answer overtaken');
      noteReplica(device, asked.path, answer.body);
      if (answer.body.includes('resync_required'))
        world.count(
          asked.path === '/sync/push'
            ? 'push held back until lost edits are back'
            : 'history not known any more',
        );
      if (answer.status !== 200) return nothing;
      if (asked.path === '/sync/push') {
        world.moved += 1;
        const sent = new Map(
          z
            .object({ mutations: z.array(z.union([mutation, recordedAct])) })
            .parse(JSON.parse(asked.body ?? ''))
            .mutations.map(({ id, collection }) => [id, collection]),
        );
        for (const { mutationId, outcome, row, evict } of pushResponse.parse(JSON.parse(answer.body))
          .results) {
          // What people did is no edit.
          if (sent.get(mutationId) === 'acts') continue;
          const happening = outcomes[outcome];
          if (happening !== undefined) world.count(happening);
          if (evict !== undefined) {
            world.count('file evicted');
            device.removed.add(evict);
            device.evicted.set(evict, message.served);
          }
          if (row === undefined) continue;
          if (row.rev < (device.highest.get(row.doc.id) ?? 0))
            world.count('push answer older than what is there');
          if (row.deleted) device.removed.add(`${sent.get(mutationId)} ${row.doc.id}`);
          device.highest.set(row.doc.id, Math.max(row.rev, device.highest.get(row.doc.id) ?? 0));
        }
        return nothing;
      }
      if (asked.path !== '/sync/pull') return nothing;
      const { checkpoint } = pullRequest.parse(JSON.parse(asked.body ?? ''));
      const pulled = pullResponse.parse(JSON.parse(answer.body));
      if (pulled.pages.length + pulled.evict.length + pulled.drop.length > 0) world.moved += 1;
      if (pulled.comparing === true) world.count('replica compared');
      world.count('file evicted', pulled.evict.length);
      world.count('document dropped', pulled.drop.length);
      const exempt = isInPlace(checkpoint);
      const lower = pulled.pages.flatMap(({ collection, rows }) =>
        rows.flatMap(({ rev, doc }) => {
          const highest = device.highest.get(doc.id) ?? 0;
          device.highest.set(doc.id, Math.max(rev, highest));
          return rev < highest ? [{ key: `${collection} ${doc.id}`, rev }] : [];
        }),
      );
      if (lower.length > 0 && !exempt) world.count('pull older than what is there');
      const before = lower.length > 0 && !exempt ? await revisions(device) : undefined;
      const gone = evictedSince(message, pulled);
      return async () => {
        learn(checkpoint, pulled, device);
        await checkGone(device, gone);
        if (before === undefined) return;
        const after = await revisions(device);
        for (const { key, rev } of lower) {
          const [was, is] = [before.get(key), after?.get(key)];
          if (was !== undefined && is !== undefined && rev < was && is < was)
            throw new Violation(
              'no lower revision is applied',
              `${device.name} had ${key} at ${was} and has it at ${is} after a late answer`,
            );
        }
      };
    },
  };
}

const outcomes: Partial<Record<string, Happening>> = {
  accepted: 'edit accepted',
  merged: 'edit merged',
  conflict: 'edit in conflict',
  parked: 'edit parked',
  rejected: 'edit rejected',
};

/** Files in an answer that the device was told to erase by an answer that a node gave later and that arrived before. */
function evictedSince({ device, served }: Message, { pages, evict }: PullResponse): string[] {
  const inside = new Set(
    pages.flatMap(({ collection, rows }) =>
      rows.flatMap(({ deleted, doc }) =>
        collection === 'personal' || deleted || typeof doc.customerId !== 'string' ? [] : doc.customerId,
      ),
    ),
  );
  for (const id of evict) device.evicted.set(id, Math.max(served, device.evicted.get(id) ?? 0));
  return [...inside].filter((id) => {
    const at = device.evicted.get(id);
    if (at === undefined || at > served) return at !== undefined;
    if (!evict.includes(id)) device.evicted.delete(id);
    return false;
  });
}

/** Whether an answer that a node gave later has arrived here before this one. */
function overtaken({ device, served }: Message): boolean {
  const late = served < device.latest;
  device.latest = Math.max(served, device.latest);
  return late;
}

/** Answers after which a device goes on with another replica, or with none. */
function noteReplica(device: SimDevice, path: string, body: string): void {
  const { scope, orders, error } = jsonOf(body);
  const moved = scope !== undefined && scope.id !== device.scope;
  const ended = error?.code === 'user_disabled' || (path === '/device/contact' && orders?.length !== 0);
  if (moved || ended) device.replicas += 1;
  if (scope !== undefined) device.scope = scope.id;
}

function jsonOf(text: string): { scope?: { id: string }; orders?: unknown[]; error?: { code: string } } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** `undefined` where nobody is at work, or the screen is locked. */
export function readable(world: World, device: SimDevice): Promise<Reading | undefined> {
  return unlessClosed(device, () => world.read(device));
}

/** As {@link readable}, of the documents of some collections. */
export function readableDocuments(
  world: World,
  device: SimDevice,
  collections: readonly CollectionName[],
): Promise<Documents | undefined> {
  return unlessClosed(device, () => world.documents(device, collections));
}

async function unlessClosed<T>(
  device: SimDevice,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  if (!device.running || device.atWork === undefined) return undefined;
  try {
    return await read();
  } catch (error) {
    if (error instanceof Violation) throw error;
    return undefined;
  }
}
