import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDecisionCount } from '#renderer/features/inbox/public.tsx';
import { useEdits } from '#renderer/ui/edits-context.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useShift } from '#renderer/ui/use-shift.ts';
import styles from './shift.module.css';

/** What was done since the sign-in, and what is left to do before one goes: numbers, each with its words. */
export function ShiftFigures({ onLeave }: { onLeave?: () => void }) {
  const { t } = useTranslation('shift');
  const { contacts, others } = useShift();
  // Not of this shift alone: what was left from before waits just as well.
  const { unsent } = useSyncStatus();
  const attention = useEdits().attention.length;
  const { waiting } = useDecisionCount();
  const link = (count: number) =>
    count === 0 ? (
      count
    ) : (
      <Anchor component={Link} to="/inbox" {...(onLeave && { onClick: onLeave })}>
        {count}
      </Anchor>
    );
  return (
    <dl className={styles.figures}>
      <Figure label={t('contacts')}>{contacts}</Figure>
      <Figure label={t('others')}>{others}</Figure>
      <Figure label={t('unsent')} marked={unsent > 0}>
        {unsent}
      </Figure>
      <Figure label={t('attention')} marked={attention + waiting > 0}>
        {link(attention + waiting)}
      </Figure>
    </dl>
  );
}

function Figure({
  label,
  marked = false,
  children,
}: {
  label: string;
  marked?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={styles.figure} data-marked={marked || undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
