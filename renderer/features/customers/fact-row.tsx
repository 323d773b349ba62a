import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { SoftFact } from '#shared/domain/soft-facts.ts';
import styles from './facts.module.css';
import type { FieldState } from './field-states.ts';
import { useFile } from './file-context.tsx';

export interface FactRowProps {
  fact: SoftFact;
  /** How far the last edit of the list has come. */
  state: FieldState | undefined;
  onRemove: () => Promise<boolean>;
}

export function FactRow({ fact, state, onRemove }: FactRowProps) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const { directory, outbox } = useFile();
  // The list is one field: the mark stands beside what the last edit brought.
  const last = outbox.findLast(({ next }) => Array.isArray(next.softFacts));
  const added = last !== undefined && !sameElement(last.base.softFacts, fact.id);
  return (
    <li className={styles.fact}>
      <span className={styles.text}>{fact.text}</span>
      {added && state !== undefined && <SaveState state={state} />}
      <span className={styles.quiet}>
        {t('facts.noted', {
          name: directory.staffName(fact.notedById) ?? '',
          date: format.date(fact.notedOn),
        })}
        {fact.contactLogId !== undefined && ` · ${t('facts.fromContact')}`}
      </span>
      <ActionIcon aria-label={t('facts.remove', { text: fact.text })} onClick={() => void onRemove()}>
        <IconX size={14} stroke={1.7} />
      </ActionIcon>
    </li>
  );
}

function sameElement(list: unknown, id: string): boolean {
  return Array.isArray(list) && list.some((element: { id?: unknown } | null) => element?.id === id);
}
