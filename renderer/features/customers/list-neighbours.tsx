import { ActionIcon, Group } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useActions } from '#renderer/ui/use-actions.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import styles from './list-neighbours.module.css';
import { useListNeighbours } from './use-list-neighbours.ts';

type Step = 'previous' | 'next';

/**
 * The way to the next and the previous customer of the list, and the place in it. Nothing for a customer who was not
 * come to through the list.
 */
export function ListNeighbours({ customerId }: { customerId: string }) {
  const { t } = useTranslation('portfolio');
  const format = useFormat();
  const navigate = useNavigate();
  const found = useListNeighbours(customerId);
  const { previous, next, position, matching = 0 } = found ?? {};
  // Going back leads to the list, however many customers were leafed through.
  const open = (id: string | undefined) => {
    if (id !== undefined) void navigate(`/customers/${id}`, { replace: true });
  };
  // Whoever leafs faster than neighbours are known still gets there: the key waits for them.
  const waiting = useRef<Step>(undefined);
  const leaf = (step: Step) => {
    if (found === null) waiting.current = step;
    else open(found[step]);
  };
  useEffect(() => {
    const step = waiting.current;
    if (found === null || step === undefined) return;
    waiting.current = undefined;
    const id = found[step];
    if (id !== undefined) void navigate(`/customers/${id}`, { replace: true });
  }, [found, navigate]);
  const mayHave = (id: string | undefined) => found === null || id !== undefined;
  const hasNeighbours = previous !== undefined || next !== undefined;
  useShortcut('alt+ArrowUp', () => leaf('previous'), mayHave(previous));
  useShortcut('alt+ArrowDown', () => leaf('next'), mayHave(next));
  useActions([
    {
      id: 'list-previous',
      group: 'customer',
      label: (words) => words.portfolio.neighbours.previous,
      shortcut: 'k',
      enabled: mayHave(previous),
      run: () => leaf('previous'),
    },
    {
      id: 'list-next',
      group: 'customer',
      label: (words) => words.portfolio.neighbours.next,
      shortcut: 'j',
      enabled: mayHave(next),
      run: () => leaf('next'),
    },
  ]);
  if (!hasNeighbours && position === undefined) return null;
  return (
    <Group gap={2} wrap="nowrap" role="group" aria-label={t('neighbours.label')}>
      {/* A disabled button would lose the focus at the end of the list. */}
      <ActionIcon
        aria-label={t('neighbours.previous')}
        title={t('neighbours.previousHint')}
        aria-disabled={previous === undefined}
        className={styles.step}
        onClick={() => open(previous)}
      >
        <IconChevronUp size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
      <ActionIcon
        aria-label={t('neighbours.next')}
        title={t('neighbours.nextHint')}
        aria-disabled={next === undefined}
        className={styles.step}
        onClick={() => open(next)}
      >
        <IconChevronDown size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
      <span className={styles.place} role="status">
        {position === undefined
          ? t('neighbours.left')
          : t('neighbours.place', { position: format.number(position), matching: format.number(matching) })}
      </span>
    </Group>
  );
}
