import type { EditItem } from '#renderer/ui/edit-items.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { FieldValues } from '#shared/model/mutation.ts';

type Json = FieldValues[string];

/** One disputed field: what both started from, what the author wrote, what the other side wrote, what is stored now. */
export interface ConflictRow {
  readonly field: string;
  readonly base: Json;
  readonly mine: Json;
  readonly theirs: Json;
  readonly now: Json;
  /** Somebody has changed it again since the conflict. */
  readonly movedOn: boolean;
}

/** `stored` is the document as this device has it. Until the inbox item has come, theirs is what is stored. */
export function conflictRowsOf(item: EditItem, stored: FieldValues): ConflictRow[] {
  const rowOf = (field: string, base: Json, mine: Json, theirs: Json | undefined) => {
    const now = stored[field] ?? null;
    return {
      field,
      base,
      mine,
      theirs: theirs ?? now,
      now,
      movedOn: theirs !== undefined && !sameJson(theirs, now),
    };
  };
  if (item.inboxItem !== undefined) {
    return item.conflicts.map(({ field, base, mine, theirs }) =>
      rowOf(field, base ?? null, mine ?? null, theirs ?? null),
    );
  }
  const { entry } = item;
  return (entry?.fields ?? []).map((field) =>
    rowOf(field, entry?.base[field] ?? null, entry?.next[field] ?? null, undefined),
  );
}

/**
 * What has to be written for a decision: of each field the chosen value, where it is not what is stored already.
 * Keeping theirs keeps what is stored now, which may be newer than what the conflict was with.
 */
export function nextOfDecision(rows: readonly ConflictRow[], chosen: ReadonlyMap<string, Json>): FieldValues {
  const next: FieldValues = {};
  for (const { field, now } of rows) {
    const value = chosen.get(field);
    if (value !== undefined && !sameJson(value, now)) next[field] = value;
  }
  return next;
}

/**
 * What takes a decision back: of the fields that it wrote those that still hold what it wrote. A value that somebody
 * has entered since is not undone.
 */
export function nextOfUndo(written: FieldValues, before: FieldValues, stored: FieldValues): FieldValues {
  return Object.fromEntries(
    Object.entries(written)
      .filter(([field, value]) => sameJson(stored[field] ?? null, value))
      .map(([field]) => [field, before[field] ?? null]),
  );
}
