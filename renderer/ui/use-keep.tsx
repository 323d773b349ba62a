import {
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { sameJson } from '#shared/merge/three-way.ts';
import { restoredOver } from './draft-writer.ts';
import type { Keep } from './keep.ts';
import { KeepContext, useKeep } from './keep-context.ts';
import { useDraft } from './use-draft.ts';

export function KeepProvider({ keep, children }: { keep: Keep; children: ReactNode }) {
  return <KeepContext value={keep}>{children}</KeepContext>;
}

/** What was rendered last. No effect event: whoever asks what is typed may ask while rendering. */
function useRendered<T>(value: T): () => T {
  const last = useRef(value);
  useLayoutEffect(() => {
    last.current = value;
  });
  return useCallback(() => last.current, []);
}

/**
 * State that outlives a lock: which tab is open, which form. The key names the place, with the id of the customer in
 * it where there is one.
 */
export function useKeptState<T>(key: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const keep = useKeep();
  const [value, setValue] = useState<T>(() => (keep.found(key) as T | undefined) ?? initial);
  const read = useRendered(value === initial ? undefined : value);
  useEffect(() => {
    keep.forget(key);
    return keep.hold(key, { read, typed: false });
  }, [keep, key, read]);
  return [value, setValue];
}

export interface KeptForm<T> {
  getValues(): T;
  setValues(values: T): void;
  /** What typing is measured against; absent: what the form began with. */
  getInitialValues?(): T;
}

export interface KeptOptions {
  /** Whom the form is about, where the key does not end with it: the draft leaves the device with the file. */
  customerId?: string | undefined;
  /** For forms that write a draft of their own. */
  memoryOnly?: boolean;
}

/**
 * What is typed in a form outlives a lock, and a crash: it is written behind the typing, encrypted, and comes back when
 * the form is opened next. Returns how to forget it: an edit that became durable while the screen was being locked must
 * not be offered again.
 */
export function useKeptForm<T>(
  key: string,
  form: KeptForm<T>,
  dirty: boolean,
  { customerId, memoryOnly = false }: KeptOptions = {},
): () => void {
  const keep = useKeep();
  const rendered = useRendered(dirty ? form : undefined);
  const [began] = useState(() => form.getValues());
  const restore = useEffectEvent((values: T) => form.setValues(values));
  const base = form.getInitialValues ?? (() => began);
  const draft = useDraft<T>({
    key: memoryOnly
      ? null
      : customerId === undefined || key.endsWith(customerId)
        ? key
        : `${key} ${customerId}`,
    typed: dirty ? () => ({ values: form.getValues(), base: base() }) : null,
    restore: (found) => form.setValues(restoredOver(form.getValues(), found)),
    empty: () => form.setValues(base()),
    isTyped: () => rendered() !== undefined || keep.found(key) !== undefined,
  });
  useEffect(() => {
    const found = keep.found(key);
    if (found !== undefined) restore(found as T);
    keep.forget(key);
    return keep.hold(key, { read: () => rendered()?.getValues(), typed: true });
  }, [keep, key, rendered]);
  return () => {
    keep.forget(key);
    draft.drop();
  };
}

/** What is typed in a form of plain values: like state, and it outlives a lock. Returns how to empty the form as well. */
export function useKeptDraft<T>(key: string, initial: T): [T, (change: Partial<T>) => void, () => void] {
  const [draft, setDraft] = useState(initial);
  const [empty] = useState(initial);
  const form = { getValues: () => draft, setValues: setDraft };
  const forget = useKeptForm(key, form, !sameJson(draft, empty));
  return [
    draft,
    (change) => setDraft((before) => ({ ...before, ...change })),
    () => {
      forget();
      setDraft(empty);
    },
  ];
}
