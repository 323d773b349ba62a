import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useCustomerSearch } from '#renderer/ui/use-customer-search.ts';
import { abilityOf } from '#shared/access/ability.ts';
import { type PaletteItem, paletteSections } from './palette-items.ts';
import { useRecent } from './recent.ts';
import { usePaletteActions } from './use-palette-actions.ts';
import { useRecentHits } from './use-recent-hits.ts';

export const SEARCH_LIMIT = 20;
/** Typed first it asks for actions only, as editors have it. Full width comes from a Chinese input method. */
const ACTIONS_SIGN = /^[>＞》]\s*/u;
const PAGE = 8;

interface Doing {
  inputRef: RefObject<HTMLInputElement | null>;
  pathname: string;
  choose: (item: PaletteItem) => void;
  /** Nobody here has this number; true when a look-up in the whole bank began. */
  lookUp: (text: string) => boolean;
}

/** What is typed, what fits it, what is chosen, and the keys of the list. */
export function usePalette({ inputRef, pathname, choose, lookUp }: Doing) {
  const user = useUser();
  const hasCustomers = abilityOf(user.role).can('read', 'customers');
  const [typed, setTyped] = useState('');
  const [composing, setComposing] = useState(false);
  const [open, setOpen] = useState(false);
  const [index, setIndex] = useState(0);
  // Enter that came before its answer, as from a scanner, is carried out when the answer is there.
  const [armed, setArmed] = useState(false);
  // What an input method has half composed is not what somebody looks for.
  const [wanted, setWanted] = useState('');

  const actionsOnly = !hasCustomers || ACTIONS_SIGN.test(wanted);
  const text = wanted.replace(ACTIONS_SIGN, '');
  const { hits, answeredFor } = useCustomerSearch(actionsOnly ? '' : text, SEARCH_LIMIT);
  const answered = actionsOnly || text === '' || answeredFor === text;
  const recent = useRecent(user.id);
  const recentHits = useRecentHits(recent.customers, open && hasCustomers && text === '');
  const actions = usePaletteActions(text, open);
  const sections = paletteSections({
    text,
    actionsOnly,
    hits,
    recentHits,
    recentActions: recent.actions,
    actions,
  });
  const items = sections.flatMap((section) => section.items);
  const selected = Math.max(0, Math.min(index, items.length - 1));
  const showing = open && !composing;

  const type = (next: string, isComposing: boolean) => {
    setTyped(next);
    if (isComposing) return;
    setWanted(next.trim());
    setIndex(0);
    setArmed(false);
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    setArmed(false);
  };
  const take = (position: number) => {
    const item = items[position];
    if (item === undefined) {
      if (lookUp(text)) close();
      return;
    }
    close();
    setTyped('');
    setWanted('');
    choose(item);
  };
  const takeArmed = armed && answered;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the answer that Enter waited for has come.
  useEffect(() => {
    if (takeArmed) take(selected);
  }, [takeArmed]);

  // Another screen: what was left in the field belongs to the one before, unless somebody types on already.
  const leave = useEffectEvent(() => {
    if (document.activeElement === inputRef.current) return;
    setTyped('');
    setWanted('');
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another screen.
  useEffect(() => leave(), [pathname]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // 229: the key that ends a composition, where the browser reports the end before the key.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const count = items.length;
    const move = (to: number) => {
      event.preventDefault();
      if (!showing) setOpen(true);
      else if (count > 0) setIndex(to);
    };
    if (event.key === 'ArrowDown') move((selected + 1) % count);
    else if (event.key === 'ArrowUp') move((selected + count - 1) % count);
    else if (event.key === 'PageDown') move(Math.min(count - 1, selected + PAGE));
    else if (event.key === 'PageUp') move(Math.max(0, selected - PAGE));
    else if (event.key === 'Enter' && showing) {
      event.preventDefault();
      if (answered) take(selected);
      else setArmed(true);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (showing && typed !== '') type('', false);
      else {
        close();
        setTyped('');
        setWanted('');
        inputRef.current?.blur();
      }
    }
  };

  return {
    typed,
    text,
    actionsOnly,
    hasCustomers,
    answered,
    hits,
    actions,
    sections,
    items,
    selected,
    showing,
    open: () => setOpen(true),
    close,
    select: setIndex,
    take,
    input: {
      value: typed,
      onKeyDown,
      onCompositionStart: () => setComposing(true),
      onCompositionEnd: (event: { currentTarget: HTMLInputElement }) => {
        setComposing(false);
        type(event.currentTarget.value, false);
      },
      onChange: (event: { currentTarget: HTMLInputElement; nativeEvent: Event }) =>
        type(
          event.currentTarget.value,
          'isComposing' in event.nativeEvent && event.nativeEvent.isComposing === true,
        ),
    },
  };
}
