import { z } from 'zod';
import { base64Of } from '#shared/crypto/base64.ts';
import type { Secrets } from '../deps.ts';
import { digestName } from './digest-name.ts';

export type Slot = 0 | 1;
export const SLOTS = [0, 1] as const;

/** Two places that each hold a few kilobytes: two sealed files of the main process, two records of a browser. */
export interface SlotStore {
  read(slot: Slot): Promise<string | null>;
  /** Resolves when it is durable. `null` destroys the content. */
  write(slot: Slot, content: string | null): Promise<void>;
}

export async function slotNames(logName: string): Promise<string[]> {
  const digest = await digestName(logName);
  return SLOTS.map((slot) => `replica-key.${digest}.${slot}`);
}

export function secretSlots(secrets: Secrets, logName: string): SlotStore {
  const nameOf = async (slot: Slot) => (await slotNames(logName))[slot] ?? '';
  return {
    read: async (slot) => await secrets.readSecret(await nameOf(slot)),
    async write(slot, content) {
      const name = await nameOf(slot);
      await (content === null ? secrets.removeSecret(name) : secrets.writeSecret(name, content));
    },
  };
}

/** Somebody for whom the master key is wrapped. */
const member = z.object({
  userId: z.string(),
  publicKey: z.string(),
  /** The master key, sealed to `publicKey`. */
  box: z.string(),
  /** Made with the master key: a key that was put in from outside gets nothing at the next renewal. */
  mac: z.string(),
});
export type Member = z.infer<typeof member>;

const slotContent = z.object({
  format: z.literal(2),
  /** Of the master key. */
  id: z.string(),
  /** Of two slots with one key the higher is the later. */
  edition: z.int(),
  /** Tells the master key from any other. */
  check: z.string(),
  /** A member has left: the key is to be changed. */
  due: z.boolean(),
  /** The last one to come in stands last. */
  members: z.array(member),
  escrow: z.object({ box: z.string(), sealedTo: z.string() }),
  checksum: z.string(),
});
export type SlotContent = Omit<z.infer<typeof slotContent>, 'checksum' | 'format'>;

export async function encodeSlot(content: SlotContent): Promise<string> {
  const body = { format: 2 as const, ...content };
  return JSON.stringify({ ...body, checksum: await checksumOf(body) } satisfies z.infer<typeof slotContent>);
}

/** `null` for nothing, for a torn write and for anything else that is no slot. */
export async function decodeSlot(text: string | null): Promise<SlotContent | null> {
  try {
    const { checksum, ...body } = slotContent.parse(JSON.parse(text ?? 'null'));
    if (checksum !== (await checksumOf(body))) return null;
    const { format, ...content } = body;
    return content;
  } catch {
    return null;
  }
}

/** What the slots hold; of two lists of members for one key the later, and the earlier one is destroyed. */
export async function readSlots(store: SlotStore): Promise<Map<Slot, SlotContent>> {
  const found = new Map<Slot, SlotContent>();
  for (const slot of SLOTS) {
    const content = await decodeSlot(await store.read(slot));
    if (content !== null) found.set(slot, content);
  }
  const [first, second] = [found.get(0), found.get(1)];
  if (first !== undefined && second !== undefined && first.id === second.id) {
    const stale = first.edition < second.edition ? 0 : 1;
    await store.write(stale, null);
    found.delete(stale);
  }
  return found;
}

/** Puts another list of members for the same key into the place of a slot: the new one first, where there is room. */
export async function replaceSlot(
  store: SlotStore,
  { slot, alone }: { slot: Slot; alone: boolean },
  content: SlotContent,
): Promise<void> {
  const text = await encodeSlot(content);
  if (!alone) return await store.write(slot, text);
  await store.write(slot === 0 ? 1 : 0, text);
  await store.write(slot, null);
}

/**
 * Takes somebody out of the lists of a log; needs no key. Resolves to how many are left, `undefined` when he was not
 * in it. The log's next opening changes the key.
 */
export async function leaveSlots(store: SlotStore, userId: string): Promise<number | undefined> {
  const found = await readSlots(store);
  let left: number | undefined;
  for (const [slot, content] of found) {
    const members = content.members.filter((one) => one.userId !== userId);
    if (members.length === content.members.length) continue;
    left = Math.max(left ?? 0, members.length);
    const next = { ...content, members, due: true, edition: content.edition + 1 };
    await replaceSlot(store, { slot, alone: found.size === 1 }, next);
  }
  return left;
}

async function checksumOf(body: SlotContent & { format: 2 }): Promise<string> {
  const { format, id, edition, check, due, members, escrow } = body;
  const entries = members.map(({ userId, publicKey, box, mac }) => [userId, publicKey, box, mac]);
  const fields = [format, id, edition, check, due, entries, escrow.box, escrow.sealedTo];
  const text = new TextEncoder().encode(JSON.stringify(fields));
  return base64Of(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
}
