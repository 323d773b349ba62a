/**
 * Answers can overtake each other: a pull that was asked before a push was answered brings what was true before.
 * This remembers what push answers told since the present pull was asked.
 */
export interface Guard {
  /** A pull is asked for now. */
  begin(): void;
  answered(key: string, rev: number): void;
  erased(): void;
  /** The highest revision that an answer has given since, or 0. */
  revSince(key: string): number;
  /** A document or file was erased since: no revision is left to compare with, so the pull must be asked again. */
  stale(): boolean;
}

export function createGuard(): Guard {
  let revs = new Map<string, number>();
  let erasedSince = false;
  return {
    begin() {
      revs = new Map();
      erasedSince = false;
    },
    answered: (key, rev) => void revs.set(key, Math.max(rev, revs.get(key) ?? 0)),
    erased() {
      erasedSince = true;
    },
    revSince: (key) => revs.get(key) ?? 0,
    stale: () => erasedSince,
  };
}

export function keyOf(collection: string, id: string): string {
  return `${collection}/${id}`;
}
