/**
 * Answers can overtake each other: a pull that was asked before a push was answered brings what was true before, and the
 * other way round. This remembers what push answers told while pulls were under way, and what pulls brought while pushes
 * were.
 */
export interface Guard {
  /** A pull is asked for now. */
  begin(): Asked;
  /** A push is sent now. */
  beginPush(): Sent;
  /** Documents of these files are being stored as a pull brought them. */
  pulled(customerIds: ReadonlySet<string>): void;
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

/** One push that is under way or being settled. */
export interface Sent {
  /** Whether a pull has brought documents of this file meanwhile: nobody can tell which answer is the older one. */
  hasPulled(customerId: string): boolean;
  end(): void;
}

export function createGuard(): Guard {
  const pushes = new Set<Set<string>>();
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
    beginPush() {
      const files = new Set<string>();
      pushes.add(files);
      return {
        hasPulled: (customerId) => files.has(customerId),
        end: () => void pushes.delete(files),
      };
    },
    pulled(customerIds) {
      for (const files of pushes) for (const id of customerIds) files.add(id);
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
