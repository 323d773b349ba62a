import { useEffect, useMemo } from 'react';
import type { Keep } from './keep.ts';
import { useKeep } from './keep-context.ts';
import { beginShift, noteEdits, type Shift, type ShiftSummary, summaryOf } from './shift.ts';
import { useOutbox } from './sync-context.tsx';

/** By what outlives a lock and ends with the session. */
const shifts = new WeakMap<Keep, Shift>();

function shiftOf(keep: Keep): Shift {
  const shift = shifts.get(keep) ?? beginShift(new Date());
  shifts.set(keep, shift);
  return shift;
}

/** Follows what is done in a session. Once, around all screens. */
export function useShiftRecorder(): void {
  const keep = useKeep();
  const outbox = useOutbox();
  useEffect(() => noteEdits(shiftOf(keep), outbox), [keep, outbox]);
}

/** What whoever is signed in has done since. */
export function useShift(): ShiftSummary {
  const keep = useKeep();
  const outbox = useOutbox();
  return useMemo(() => {
    const { since, edits } = shiftOf(keep);
    const now: Shift = { since, edits: new Map(edits) };
    noteEdits(now, outbox);
    return summaryOf(now);
  }, [keep, outbox]);
}
