import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { isWritten, type LogDraft, logDraft } from './log-draft.ts';

/** Kept this long after the last key, in milliseconds: a crash costs no more than that. */
const SETTLE = 300;

export interface KeptLog {
  readonly draft: LogDraft;
  change(change: (draft: LogDraft) => LogDraft): void;
  /** As it was before a moment of `performance.now()`: what a reader wrote into it is no note. */
  takeBack(since: number): void;
  /** It is saved: nothing is kept. */
  forget(): void;
  /** Something is written that was not saved. */
  isOpen(): boolean;
}

/**
 * The note of one customer while it is written. It is kept on this device, encrypted, for this user: through Esc, a
 * lock, another customer and a crash.
 */
export function useLogDraft(customerId: string, start: LogDraft): KeptLog {
  const replica = useReplica();
  const key = draftKey(customerId, start.corrects !== undefined);
  const [draft, setDraft] = useState(start);
  const trail = useRef([{ at: Number.NEGATIVE_INFINITY, draft: start }]);
  const pending = useRef<LogDraft | null>(null);
  const forgotten = useRef(false);
  const kept = useRef(isWritten(start) && start.corrects === undefined);

  const write = useEffectEvent((value: LogDraft) => {
    pending.current = null;
    kept.current = true;
    // A disk that is full is said where something is to be saved; the note is still on the screen.
    replica.writeDraft(key, isWritten(value) ? value : null).catch(() => undefined);
  });

  const set = (next: LogDraft) => {
    trail.current = [...trail.current.slice(-100), { at: performance.now(), draft: next }];
    pending.current = next;
    forgotten.current = false;
    setDraft(next);
  };

  // A lock refuses to write: what is typed in the last moment before it outlives it in memory.
  const forgetKept = useKeptForm(
    `form ${key}`,
    { getValues: () => draft, setValues: set },
    isWritten(draft),
    { memoryOnly: true },
  );

  useEffect(() => {
    if (pending.current === null) return;
    const timer = setTimeout(() => write(draft), SETTLE);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(
    () => () => {
      // The panel goes (Esc, lock, another customer): what the timer still held is kept now.
      if (pending.current !== null) write(pending.current);
    },
    [],
  );

  return {
    draft,
    change: (change) => set(change(trail.current.at(-1)?.draft ?? draft)),
    takeBack: (since) => set(trail.current.findLast(({ at }) => at < since)?.draft ?? start),
    forget: () => {
      pending.current = null;
      forgotten.current = true;
      forgetKept();
      // Where it fails the note is offered again, which is better than waiting for it three hundred times a day.
      if (kept.current) replica.writeDraft(key, null).catch(() => undefined);
    },
    isOpen: () => !forgotten.current && isWritten(trail.current.at(-1)?.draft ?? draft),
  };
}

/** A correction has a place of its own: it must not write over what else is begun for this customer. */
function draftKey(customerId: string, correction = false): string {
  return `draft ${correction ? 'counter correction' : 'counter'} ${customerId}`;
}

/**
 * What was kept for a customer; `null` for nothing, and for what an older version kept in another form. The function
 * says that it has been saved since.
 */
export function useKeptLog(customerId: string): [LogDraft | null, () => void] {
  const replica = useReplica();
  const [state, setState] = useState<{ customerId: string; kept: LogDraft | null }>();
  useEffect(() => {
    let current = true;
    const settle = (kept: LogDraft | null) => current && setState({ customerId, kept });
    replica.readDraft(draftKey(customerId)).then(
      (value) => settle(logDraft.safeParse(value).data ?? null),
      () => settle(null),
    );
    return () => {
      current = false;
    };
  }, [replica, customerId]);
  const kept = state?.customerId === customerId ? state.kept : null;
  return [kept, () => setState({ customerId, kept: null })];
}
