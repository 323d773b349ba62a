import type { FieldConflict } from '../model/inbox.ts';
import type { FieldValues } from '../model/mutation.ts';

type Json = FieldValues[string];

export interface MergeInput {
  /** By field: what the author saw, and what the author wants. */
  readonly base: FieldValues;
  readonly next: FieldValues;
  /** The raw stored document, hidden fields included. */
  readonly current: FieldValues;
  readonly kycFields: readonly string[];
}

export interface MergeResult {
  /** Fields to set on the raw document; `null` clears one. Never names a field that the edit did not. */
  readonly set: FieldValues;
  readonly conflicts: FieldConflict[];
  /** Somebody else had changed one of these fields since the author looked. */
  readonly merged: boolean;
}

/**
 * Three-way merge by field (docs/SYNC.md, M1 to M4). A field that nobody else touched takes the author's value. One that
 * somebody else changed: equal values agree, lists of elements with ids merge by id, fields of know-your-customer
 * weight conflict, and of the rest the later arrival wins.
 */
export function mergeThreeWay(input: MergeInput): MergeResult {
  const set: FieldValues = {};
  const conflicts: FieldConflict[] = [];
  let merged = false;
  for (const [field, mine] of Object.entries(input.next)) {
    const base = input.base[field] ?? null;
    const theirs = input.current[field] ?? null;
    if (sameJson(theirs, mine)) continue;
    if (sameJson(theirs, base)) {
      set[field] = mine;
      continue;
    }
    if (input.kycFields.includes(field)) {
      conflicts.push({ field, base, mine, theirs });
      continue;
    }
    merged = true;
    // Cleared by the other is a list that lost all its elements: what was only seen there does not come back.
    const others = theirs === null && isElementList(base) ? [] : theirs;
    set[field] = isElementList(mine) && isElementList(others) ? mergeLists(base, mine, others) : mine;
  }
  return { set, conflicts, merged };
}

/** Sets fields on a document; `null` removes one. Returns a new document. */
export function applyFields<T extends object>(document: T, fields: FieldValues): T {
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(document));
  for (const [field, value] of Object.entries(fields)) {
    if (value === null) delete result[field];
    else result[field] = value;
  }
  return result as T;
}

/** Equality of JSON values; the order of an object's keys does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]));
}

interface Element {
  id: string;
  [key: string]: Json;
}

function isElementList(value: Json | undefined): value is Element[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item) =>
        typeof item === 'object' && item !== null && !Array.isArray(item) && typeof item.id === 'string',
    )
  );
}

function mergeLists(baseValue: Json, mine: Element[], theirs: Element[]): Element[] {
  const base = isElementList(baseValue) ? baseValue : [];
  const find = (list: Element[], id: string) => list.find((element) => element.id === id);
  const kept = theirs.flatMap((element) => {
    const before = find(base, element.id);
    const own = find(mine, element.id);
    if (own === undefined) return before === undefined || !sameJson(before, element) ? [element] : [];
    return before !== undefined && sameJson(own, before) ? [element] : [own];
  });
  const added = mine.filter((element) => !find(theirs, element.id) && !find(base, element.id));
  const revived = mine.filter((element) => {
    const before = find(base, element.id);
    return before !== undefined && !find(theirs, element.id) && !sameJson(before, element);
  });
  return [...kept, ...revived, ...added];
}
