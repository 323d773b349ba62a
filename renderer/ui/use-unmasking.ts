import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from './error-code.ts';
import { useReplica } from './replica-context.tsx';

/** Milliseconds for which a value that was asked for stays readable. */
const SHOWN_FOR = 60_000;

const NOTHING: ReadonlySet<string> = new Set();

export interface Unmasking {
  /** What is readable now: fields by name, or all that the screen masks. */
  readonly shown: ReadonlySet<string> | 'all';
  /** Records who asked for what, and shows it when that is durable. Without fields: all of them. */
  show(fields?: readonly string[]): void;
  hide(): void;
  isShown(field: string): boolean;
}

/** Values that are masked until somebody asks for them. They hide themselves after a minute, and with the screen. */
export function useUnmasking(customerId: string): Unmasking {
  const replica = useReplica();
  const { t } = useTranslation(['app', 'errors']);
  const [state, setState] = useState<{ customerId: string; shown: Unmasking['shown'] }>();
  const shown = state?.customerId === customerId ? state.shown : NOTHING;

  useEffect(() => {
    if (state === undefined) return;
    const timer = setTimeout(() => setState(undefined), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [state]);

  async function record(fields: readonly string[] | undefined) {
    try {
      await replica.record({ kind: 'unmask', customerId, ...(fields === undefined ? {} : { fields }) });
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('app:unmask.failed'),
        message: t(`errors:code.${errorCodeOf(error)}`),
      });
      return;
    }
    setState((before) => {
      const others = before?.customerId === customerId ? before.shown : NOTHING;
      const all = fields === undefined || others === 'all';
      return { customerId, shown: all ? 'all' : new Set([...others, ...fields]) };
    });
  }

  return {
    shown,
    show: (fields) => void record(fields),
    hide: () => setState(undefined),
    isShown: (field) => shown === 'all' || shown.has(field),
  };
}
