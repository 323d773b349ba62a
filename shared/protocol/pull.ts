import { z } from 'zod';
import { collectionNames } from '../model/collections.ts';
import { uuid } from '../model/primitives.ts';
import { replicaScope } from './auth.ts';
import { comparison, heldFiles, holdings, tag } from './reconcile.ts';

export const PULL_LIMIT = 2000;

const collectionName = z.enum(collectionNames);

export const pullRequest = z.strictObject({
  protocol: z.int(),
  schema: z.int(),
  deviceId: uuid,
  /** What the last answer gave; `null` starts from nothing. Opaque: clients never look inside. */
  checkpoint: z.string().max(64_000).nullable(),
  /** About how many documents the answer may hold. A file is never cut, so an answer can hold more. */
  limit: z.int().min(1).max(5000).optional(),
  /** With `checkpoint: null`, from protocol 3 on: compare what is here with what should be, and send what differs. */
  holds: holdings.optional(),
  /** With a checkpoint whose answer had `compare`: what the client holds of that. */
  files: heldFiles.optional(),
});
export type PullRequest = z.infer<typeof pullRequest>;

/** One document as the server holds it, without the fields that the user's role may not read. */
export const pullRow = z.object({
  /** Grows by one with every change of the document. A client never applies a lower one. */
  rev: z.int().min(1),
  /** From protocol 3 on. The same `rev` with another tag is another version: history was lost and written anew. */
  tag: tag.optional(),
  deleted: z.boolean(),
  /** The whole document; of a deleted one only `id` and, in a file, `customerId`. */
  doc: z.looseObject({ id: uuid }),
});
export type PullRow = z.infer<typeof pullRow>;

export const pullPage = z.object({ collection: collectionName, rows: z.array(pullRow) });
export type PullPage = z.infer<typeof pullPage>;

export const pullResponse = z.object({
  /** Store it in the same commit as the data, also when there is none. */
  checkpoint: z.string(),
  /** The first download is whole: everything the user may see is here. */
  complete: z.boolean(),
  /** There is more: pull again at once. */
  more: z.boolean(),
  /** The channels this user reads now, and the version of the field rules that shaped this answer. */
  channels: z.array(z.string()),
  rulesVersion: z.string(),
  /** The replica this user belongs on now. Another one than it was asked for: nothing of this answer is for it. */
  scope: replicaScope,
  /** Customers whose files the user may no longer see: erase everything of them, after applying `pages`. */
  evict: z.array(uuid),
  /** Single documents that moved to a file this user cannot see. */
  drop: z.array(z.object({ collection: collectionName, id: uuid })),
  pages: z.array(pullPage),
  /** The run of the database that answered, from protocol 3 on. Opaque. */
  run: z.string().optional(),
  /** The answer to `holds`: what is here is compared. Absent: everything is downloaded afresh, in place. */
  comparing: z.boolean().optional(),
  /** Compare next: ask with `files`. */
  compare: comparison.optional(),
  /** Files that are in `pages` whole: what else the client has of them goes. */
  whole: z.array(uuid).optional(),
  /**
   * Collections that are in no file and in `pages` whole between two ids, `through` included: what else the client has
   * of them goes. Without `through`: to the end.
   */
  ranges: z.array(z.object({ collection: collectionName, after: uuid, through: uuid.optional() })).optional(),
  /** Files sent of all files, or buckets compared of those that differ, until `complete`. */
  progress: z.object({ done: z.int(), total: z.int() }).optional(),
});
export type PullResponse = z.infer<typeof pullResponse>;
