import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { createDraftWriter, type DraftWriter } from './draft-writer.ts';
import { useKeep } from './keep-context.ts';
import { useReplica } from './replica-context.tsx';
import { useRestoredNotice } from './use-restored-notice.tsx';

/** What is stored of a form: what was typed, and over what. */
export interface StoredDraft<T> {
  values: T;
  base: T;
}

interface Options<T> {
  /** `null`: none is kept. */
  key: string | null;
  /** What to keep; `null` while nothing is typed. */
  typed: (() => StoredDraft<T>) | null;
  restore: (found: StoredDraft<T>) => void;
  /** Takes what was restored out of the form again. */
  empty: () => void;
  isTyped: () => boolean;
}

/**
 * A form's draft on this device: read when the form opens, written behind the typing, at once when the field, the page
 * or the screen is left, gone when the form is saved or discarded.
 */
export function useDraft<T>({ key, typed, restore, empty, isTyped }: Options<T>): Pick<DraftWriter, 'drop'> {
  const replica = useReplica();
  const keep = useKeep();
  const notice = useRestoredNotice();
  const [writer] = useState(() =>
    createDraftWriter((value) =>
      key === null ? Promise.resolve() : replica.writeDraft(`draft ${key}`, value),
    ),
  );

  const found = useEffectEvent((value: unknown) => {
    // Whoever typed meanwhile, or got it back from before a lock, has the newer one.
    if (!isStoredDraft<T>(value) || isTyped()) return;
    restore(value);
    notice.show(() => {
      empty();
      writer.drop();
    });
  });
  useEffect(() => {
    if (key === null) return;
    let current = true;
    replica.readDraft(`draft ${key}`).then(
      (value) => {
        if (current) found(value);
      },
      // Locked meanwhile, or the storage fails: there is no draft then, and the form works all the same.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [replica, key]);

  useEffect(() => writer.note(typed?.() ?? null));
  useEffect(() => {
    const flush = () => writer.flush();
    document.addEventListener('focusout', flush);
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      document.removeEventListener('focusout', flush);
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
    };
  }, [writer]);
  // In the commit itself: only there it is known whether the form was discarded or merely left.
  useLayoutEffect(
    () => () => {
      if (keep.isDiscarding()) writer.drop();
      else writer.flush();
      notice.hide();
    },
    [keep, writer, notice],
  );
  return writer;
}

/** Drafts of an older version of the form may have another shape: what does not fit is left alone. */
function isStoredDraft<T>(value: unknown): value is StoredDraft<T> {
  return typeof value === 'object' && value !== null && 'values' in value && 'base' in value;
}
