import { useEffect, useEffectEvent, useRef } from 'react';

const elementOf = (id: string) => document.querySelector<HTMLElement>(`[data-item="${id}"]`);

/**
 * Keeps the focus in the list. What had it and is gone leaves it to the item that has come into its place, and where
 * none is left to the heading. `ids` are the items in their order; returns how to send the focus to one, also to one
 * that is still to come.
 */
export function useItemFocus(ids: readonly string[], fallback: () => HTMLElement | null) {
  const last = useRef<{ id: string; index: number } | null>(null);
  const wanted = useRef<string | null>(null);

  useEffect(() => {
    const target = wanted.current === null ? null : elementOf(wanted.current);
    if (target !== null) {
      wanted.current = null;
      target.focus();
      target.scrollIntoView({ block: 'nearest' });
      return;
    }
    const before = last.current;
    if (before === null || ids.includes(before.id)) return;
    last.current = null;
    // A dialog or another part of the page may have taken it meanwhile.
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const heir = ids[Math.min(before.index, ids.length - 1)];
    (heir === undefined ? fallback() : elementOf(heir))?.focus();
  });

  const remember = useEffectEvent((target: EventTarget | null) => {
    const item = target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null;
    const id = item?.dataset.item;
    if (id !== undefined) last.current = { id, index: ids.indexOf(id) };
  });
  useEffect(() => {
    const onFocusIn = (event: FocusEvent) => remember(event.target);
    document.addEventListener('focusin', onFocusIn);
    return () => document.removeEventListener('focusin', onFocusIn);
  }, []);

  return (id: string) => {
    wanted.current = id;
  };
}
