import {
  IconAlertTriangle,
  IconArrowUp,
  IconCheck,
  IconClock,
  IconGitMerge,
  IconLoader2,
  IconX,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import styles from './page.module.css';

/** Where an edit is on its way: being stored here, or what the list of unsent edits says of it. */
export type SaveStateName = 'saving' | 'saved' | 'failed' | 'requested' | OutboxEntry['state'];

type Tone = 'quiet' | 'good' | 'warning' | 'danger';
type Look = { tone: Tone; icon: ComponentType<{ size: number; stroke: number }> };

const looks: Record<SaveStateName, Look> = {
  saving: { tone: 'quiet', icon: IconLoader2 },
  saved: { tone: 'good', icon: IconCheck },
  pending: { tone: 'quiet', icon: IconClock },
  sending: { tone: 'quiet', icon: IconArrowUp },
  accepted: { tone: 'good', icon: IconCheck },
  merged: { tone: 'good', icon: IconGitMerge },
  conflict: { tone: 'warning', icon: IconAlertTriangle },
  parked: { tone: 'warning', icon: IconClock },
  rejected: { tone: 'danger', icon: IconX },
  requested: { tone: 'warning', icon: IconClock },
  failed: { tone: 'danger', icon: IconX },
};

/** A small badge beside a field or an entry that says whether the edit is safe, sent, or needs a look. */
export function SaveState({ state }: { state: SaveStateName }) {
  const { t } = useTranslation('app');
  const { tone, icon: Icon } = looks[state];
  return (
    <span className={styles.save} data-tone={tone} role="status">
      <Icon size={13} stroke={2} />
      {t(`saveState.${state}`)}
    </span>
  );
}
