import { z } from 'zod';
import { holdingCategory, holdingKind } from '../model/holding.ts';
import { line, uuid } from '../model/primitives.ts';
import { branchLevel } from '../model/reference.ts';

const reason = line(200);
const named = { name: line(80), nameEn: line(80) };

/** `POST /admin/branches`: safe to give twice, for the asker chooses the id. */
export const newBranch = z.strictObject({
  id: uuid,
  code: line(24),
  ...named,
  level: branchLevel,
  parentId: uuid.optional(),
  reason,
});
export type NewBranch = z.infer<typeof newBranch>;

/** `POST /admin/branches/:id` */
export const branchChange = z
  .strictObject({
    name: named.name.optional(),
    nameEn: named.nameEn.optional(),
    parentId: uuid.nullable().optional(),
    closed: z.boolean().optional(),
    reason,
  })
  .refine(({ reason: _, ...change }) => Object.keys(change).length > 0, {
    path: ['name'],
    error: 'a change',
  });
export type BranchChange = z.infer<typeof branchChange>;

/** Why a branch cannot be closed: how much of each there is. */
export const branchState = z.object({
  id: uuid,
  closed: z.boolean(),
  people: z.int(),
  customers: z.int(),
  branches: z.int(),
});
export type BranchState = z.infer<typeof branchState>;

/** `GET /admin/branches`: what is in each. Names and the tree are in the directory. */
export const branchesResponse = z.object({ items: z.array(branchState) });

/** `POST /admin/dictionaries`: an entry of a list, or a product; safe to give twice. */
export const newEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    id: uuid,
    kind: z.literal('dictionary'),
    list: z.string().regex(/^[a-z][a-z_]{0,39}$/),
    code: line(40),
    ...named,
    order: z.int().min(0).max(10_000),
    /** Of a value of the model that is not offered. */
    retired: z.literal(true).optional(),
    reason,
  }),
  z.strictObject({
    id: uuid,
    kind: z.literal('product'),
    code: line(24),
    ...named,
    category: holdingCategory,
    holdingKind,
    rateBasisPoints: z.int().min(-100_000).max(100_000).optional(),
    reason,
  }),
]);
export type NewEntry = z.infer<typeof newEntry>;

/** `POST /admin/dictionaries/:id` */
export const entryChange = z
  .strictObject({
    name: named.name.optional(),
    nameEn: named.nameEn.optional(),
    order: z.int().min(0).max(10_000).optional(),
    retired: z.boolean().optional(),
    reason,
  })
  .refine(({ reason: _, ...change }) => Object.keys(change).length > 0, {
    path: ['name'],
    error: 'a change',
  });
export type EntryChange = z.infer<typeof entryChange>;

/** The answer to orders that need none. */
export const done = z.object({ id: uuid });
