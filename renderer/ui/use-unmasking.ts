import { useEffect, useEffectEvent, useState } from 'react';
import { usePolicies } from './policy-context.tsx';
import { useRecordUnmask } from './use-record-unmask.ts';

/** Milliseconds for which a value that was asked for stays readable. */
const SHOWN_FOR = 60_000;

const NOTHING: ReadonlySet<string> = new Set();

export interface Unmasking {
  /** Whether the bank lets anybody see what is masked; where not, asking does nothing. */
  readonly allowed: boolean;
  /** What is readable now: fields by name, or all that the screen masks. */
  readonly shown: ReadonlySet<string> | 'all';
  /** Records who asked for what, and shows it when that is durable. Without fields: all of them. */
  show(fields?: readonly string[]): void;
  hide(): void;
  isShown(field: string): boolean;
}

/** Values that are masked until somebody asks for them. They hide themselves after a minute, and with the screen. */
export function useUnmasking(customerId: string): Unmasking {
  const recordUnmask = useRecordUnmask();
  const allowed = useMayUnmask();
  const [state, setState] = useState<{ customerId: string; shown: Unmasking['shown'] }>();
  useExpiry(state, () => setState(undefined));
  const shown = allowed && state?.customerId === customerId ? state.shown : NOTHING;

  async function record(fields: readonly string[] | undefined) {
    if (!allowed || !(await recordUnmask([customerId], fields))) return;
    setState((before) => {
      const others = before?.customerId === customerId ? before.shown : NOTHING;
      const all = fields === undefined || others === 'all';
      return { customerId, shown: all ? 'all' : new Set([...others, ...fields]) };
    });
  }

  return {
    allowed,
    shown,
    show: (fields) => void record(fields),
    hide: () => setState(undefined),
    isShown: (field) => shown === 'all' || shown.has(field),
  };
}

/** The same for a screen with values of several files: all of them or none. One that comes later hides them again. */
export function useUnmaskingOf(customerIds: readonly string[]): {
  allowed: boolean;
  revealed: boolean;
  toggle(): void;
} {
  const recordUnmask = useRecordUnmask();
  const allowed = useMayUnmask();
  const [recorded, setRecorded] = useState<ReadonlySet<string>>();
  useExpiry(recorded, () => setRecorded(undefined));
  const revealed = allowed && recorded !== undefined && customerIds.every((id) => recorded.has(id));

  async function record() {
    if (allowed && (await recordUnmask(customerIds))) setRecorded(new Set(customerIds));
  }

  return { allowed, revealed, toggle: () => (revealed ? setRecorded(undefined) : void record()) };
}

function useMayUnmask(): boolean {
  return usePolicies().effective.masking?.value !== 'always';
}

function useExpiry(state: object | undefined, expire: () => void): void {
  const over = useEffectEvent(expire);
  useEffect(() => {
    if (state === undefined) return;
    const timer = setTimeout(() => over(), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [state]);
}
