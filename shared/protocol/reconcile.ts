import { z } from 'zod';
import { businessDate, uuid } from '../model/primitives.ts';

/** The files of a replica are told apart by the last two hexadecimal digits of the customer's id. */
export const BUCKETS = 256;
/** Tags, and sums of them, are below this: both fit into a number that JSON carries exactly. */
export const DIGEST_MODULUS = 2 ** 48;
/** Files that one request names with their digests. */
export const COMPARE_LIMIT = 1000;

/** Of one version of a document: a random number, another one with every change. */
export const tag = z.int().min(0).lt(DIGEST_MODULUS);

/** Of a set of documents: the sum of their tags, deleted ones left out, modulo {@link DIGEST_MODULUS}. */
export const digest = tag;

/** What a whole replica holds, in 4 KB. */
export const holdings = z.strictObject({
  /** Under which scope and which field rules it was filled. */
  scope: z.string().max(100),
  rules: z.string().max(100),
  /** Of transactions, those booked on this day or later count. */
  transactionsSince: businessDate,
  reference: digest,
  /** By bucket; `null` where the client does not know, so that the files of it are compared. */
  files: z.array(digest.nullable()).length(BUCKETS),
});
export type Holdings = z.infer<typeof holdings>;

/** The next files that the client holds of the buckets that were asked for, by bucket and then by id. */
export const heldFiles = z.strictObject({
  list: z.array(z.tuple([uuid, digest.nullable()])).max(COMPARE_LIMIT),
  /** There are more behind the last one of the list. */
  more: z.boolean(),
});
export type HeldFiles = z.infer<typeof heldFiles>;

/** What is to be compared next: the files of these buckets, in the first one those after the id. */
export const comparison = z.object({
  buckets: z.array(z.int().min(0).lt(BUCKETS)).min(1).max(BUCKETS),
  after: uuid,
});
export type Comparison = z.infer<typeof comparison>;

export function bucketOf(customerId: string): number {
  return Number.parseInt(customerId.slice(-2), 16);
}

/** Adds to a digest. */
export function plus(one: number, other: number): number {
  return (one + other) % DIGEST_MODULUS;
}
