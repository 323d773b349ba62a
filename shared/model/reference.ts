import { z } from 'zod';
import { roleName } from '../access/roles.ts';
import { holdingCategory, holdingKind } from './holding.ts';
import { line, uuid } from './primitives.ts';

export const branchLevel = z.enum(['head_office', 'region', 'branch']);

const branch = z.strictObject({
  id: uuid,
  kind: z.literal('branch'),
  code: line(24),
  name: line(80),
  nameEn: line(80),
  level: branchLevel,
  parentId: uuid.optional(),
  /** It stays for what names it; nothing new goes there. */
  closed: z.boolean().optional(),
});

const staff = z.strictObject({
  id: uuid,
  kind: z.literal('staff'),
  code: line(40),
  name: line(60),
  nameEn: line(80),
  role: roleName,
  branchId: uuid,
});

const product = z.strictObject({
  id: uuid,
  kind: z.literal('product'),
  code: line(24),
  name: line(80),
  nameEn: line(80),
  category: holdingCategory,
  holdingKind,
  rateBasisPoints: z.int().optional(),
  /** Offered no more; what names it still shows its name. */
  retired: z.boolean().optional(),
});

const dictionaryEntry = z.strictObject({
  id: uuid,
  kind: z.literal('dictionary'),
  list: line(40),
  code: line(40),
  name: line(80),
  nameEn: line(80),
  order: z.int(),
  retired: z.boolean().optional(),
});

/** What every signed-in user replicates: organisation, staff directory, products, dictionaries. */
export const reference = z.discriminatedUnion('kind', [branch, staff, product, dictionaryEntry]);
export type Reference = z.infer<typeof reference>;
export type Branch = z.infer<typeof branch>;
export type Staff = z.infer<typeof staff>;
export type Product = z.infer<typeof product>;
export type DictionaryEntry = z.infer<typeof dictionaryEntry>;
