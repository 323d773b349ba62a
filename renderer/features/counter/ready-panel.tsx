import { IconScan, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useCustomers } from '#renderer/ui/use-customers.ts';
import styles from './counter.module.css';

const ANY = { sort: 'name', descending: false } as const;
const NONE = { from: 0, count: 0 };

const keys = [
  ['Enter', 'open'],
  ['mod+Enter', 'log'],
  ['1–9', 'template'],
  ['mod+M', 'show'],
  ['mod+Z', 'correct'],
  ['Esc', 'next'],
] as const;

/** Nobody is at the counter: what to do next, also while this device holds nobody yet. */
export function ReadyPanel() {
  const { t } = useTranslation('counter');
  const { complete } = useSyncStatus();
  const { total, loading } = useCustomers(ANY, NONE);
  const empty = !loading && total === 0;
  const state = !empty ? 'ready' : complete ? 'empty' : 'nobody';
  const Icon = empty ? IconUsers : IconScan;
  return (
    <div className={styles.ready}>
      <EmptyState
        icon={<Icon size={30} stroke={1.4} />}
        title={t(
          state === 'ready' ? 'ready.title' : state === 'empty' ? 'ready.emptyTitle' : 'ready.nobodyTitle',
        )}
        description={t(
          state === 'ready' ? 'ready.hint' : state === 'empty' ? 'ready.emptyHint' : 'ready.nobodyHint',
        )}
      />
      <ul className={styles.keys} aria-label={t('keys.label')}>
        {keys.map(([key, word]) => (
          <li key={key}>
            <KeyHint shortcut={key} /> {t(`keys.${word}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
