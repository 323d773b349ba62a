import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type EditGroups, sortEdits } from './edit-items.ts';
import { useReplica } from './replica-context.tsx';
import { useOutbox } from './sync-context.tsx';
import { useLiveQuery } from './use-live-query.ts';
import { useShiftRecorder } from './use-shift.ts';

/** How long something that was put aside can be taken back, in milliseconds. */
export const UNDO_MS = 8000;

export interface Edits extends EditGroups {
  /**
   * Takes an edit off every list, and carries out `finish` when it can no longer be taken back. Returns how to take it
   * back. Until then nothing is erased: a program that ends in between shows the edit again.
   */
  putAside(mutationId: string, finish: () => Promise<void>): () => void;
}

const EditsContext = createContext<Edits | null>(null);

/** One count of what needs a look for the status line, the navigation, the list of unsent edits and the inbox. */
export function EditsProvider({ children }: { children: ReactNode }) {
  const replica = useReplica();
  const outbox = useOutbox();
  useShiftRecorder();
  const { aside, putAside } = useAside();
  const answered = outbox.flatMap(({ state, mutationId }) =>
    state === 'conflict' || state === 'parked' || state === 'rejected' ? [mutationId] : [],
  );
  const { documents: inbox } = useLiveQuery<'inbox'>({
    collection: 'inbox',
    selector: { $or: [{ resolved: false }, { mutationId: { $in: answered } }] },
    limit: 500,
  });
  const { groups, settled } = useMemo(() => sortEdits(outbox, inbox, aside), [outbox, inbox, aside]);

  useEffect(() => {
    // One that cannot be taken off now is tried again with the next change.
    for (const mutationId of settled) replica.dismiss(mutationId).catch(() => undefined);
  }, [replica, settled]);

  const edits = useMemo(() => ({ ...groups, putAside }), [groups, putAside]);
  return <EditsContext value={edits}>{children}</EditsContext>;
}

export function useEdits(): Edits {
  const edits = use(EditsContext);
  if (!edits) throw new Error('useEdits outside EditsProvider');
  return edits;
}

interface Aside {
  timer: ReturnType<typeof setTimeout>;
  finish: () => Promise<void>;
}

function useAside() {
  const [aside, setAside] = useState<ReadonlySet<string>>(new Set());
  const waiting = useRef(new Map<string, Aside>());

  const putAside = useCallback((mutationId: string, finish: () => Promise<void>) => {
    const show = () => setAside((before) => new Set([...before].filter((id) => id !== mutationId)));
    const run = () => {
      waiting.current.delete(mutationId);
      // Gone by then, or still there because it could not be carried out: both are shown as they are.
      finish().then(show, show);
    };
    const timer = setTimeout(run, UNDO_MS);
    waiting.current.set(mutationId, { timer, finish });
    setAside((before) => new Set([...before, mutationId]));
    return () => {
      if (!waiting.current.delete(mutationId)) return;
      clearTimeout(timer);
      show();
    };
  }, []);

  useEffect(() => {
    const left = waiting.current;
    return () => {
      // The screens go (sign-out, lock): nobody can take it back any more.
      for (const { timer, finish } of left.values()) {
        clearTimeout(timer);
        finish().catch(() => undefined);
      }
      left.clear();
    };
  }, []);

  return { aside, putAside };
}
