/**
 * Answers can overtake each other: a pull that was asked before a push was answered brings what was true before.
 * This remembers what push answers told while pulls were under way.
 */
export interface Guard {
  /** A pull is asked for now. */
  begin(): Asked;
  /** `run`: of the database that answered. */
  answered(key: string, rev: number, run: string | undefined): void;
  /** A document or file was erased, or the replica changed hands: no pull under way may be applied any more. */
  discard(): void;
}

/** One pull that is under way or being applied. */
export interface Asked {
  /** The highest revision that an answer of this run has given since, or 0. */
  revSince(key: string, run: string | undefined): number;
  /** No revision is left to compare with, so the pull must be asked again. */
  stale(): boolean;
  end(): void;
}

export function createGuard(): Guard {
  const underWay = new Set<{ revs: Map<string, number>; stale: boolean }>();
  // Revisions of two runs say nothing of each other.
  const within = (key: string, run = '') => `${run} ${key}`;
  return {
    begin() {
      const asked = { revs: new Map<string, number>(), stale: false };
      underWay.add(asked);
      return {
        revSince: (key, run) => asked.revs.get(within(key, run)) ?? 0,
        stale: () => asked.stale,
        end: () => void underWay.delete(asked),
      };
    },
    answered(key, rev, run) {
      const own = within(key, run);
      for (const { revs } of underWay) revs.set(own, Math.max(rev, revs.get(own) ?? 0));
    },
    discard() {
      for (const asked of underWay) asked.stale = true;
    },
  };
}

export function keyOf(collection: string, id: string): string {
  return `${collection}/${id}`;
}
