import { ActionIcon, Button, Checkbox, Popover, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3, IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasColumn, moved, resized, toggledColumn } from './column-edits.ts';
import styles from './column-menu.module.css';
import { type ColumnId, columnIds, densities, plainArrangement } from './list-arrangement.ts';
import { type ListView, updateListView } from './list-view.ts';
import { useListColumns } from './use-list-table.ts';

/** Which columns the list shows, in which order and how wide, and how high its lines are. The name always stays. */
export function ColumnMenu({ view }: { view: ListView }) {
  const { t } = useTranslation('portfolio');
  const columns = useListColumns();
  const [said, setSaid] = useState('');
  const headerOf = (id: ColumnId) => String(columns.find((column) => column.id === id)?.header ?? id);
  const update = (change: Partial<Pick<ListView, 'columns' | 'widths'>>) =>
    updateListView(view.ownerId, change);
  // Those that are shown in their order, then the others.
  const listed = [...view.columns, ...columnIds.filter((id) => !view.columns.includes(id))];

  const move = (id: ColumnId, by: 1 | -1) => {
    const next = moved(view.columns, id, by);
    update({ columns: next });
    setSaid(t('column.moved', { column: headerOf(id), place: next.indexOf(id) + 1 }));
  };
  const resize = (id: ColumnId, by: number) => {
    const least = columns.find((column) => column.id === id)?.meta?.least ?? 100;
    const pixels = resized(view.widths[id] ?? least, by);
    update({ widths: { ...view.widths, [id]: pixels } });
    setSaid(t('column.width', { column: headerOf(id), pixels }));
  };
  const onKeyDown = (event: KeyboardEvent, id: ColumnId) => {
    if (!event.altKey) return;
    if (event.key === 'ArrowUp') move(id, -1);
    else if (event.key === 'ArrowDown') move(id, 1);
    else if (event.key === 'ArrowLeft') resize(id, -20);
    else if (event.key === 'ArrowRight') resize(id, 20);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Popover position="bottom-end" trapFocus shadow="md" withRoles width={330}>
      <Popover.Target>
        <ActionIcon aria-label={t('column.label')} title={t('column.label')}>
          <IconColumns3 size={17} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('column.label')}>
        <Stack gap="xs">
          <Text size="xs" c="dimmed">
            {t('column.hint')}
          </Text>
          <ul className={styles.list} aria-label={t('column.list')}>
            {listed.map((id) => {
              const shown = hasColumn(view.columns, id);
              const column = headerOf(id);
              const button = (label: string, Icon: typeof IconPlus, run: () => void) => (
                <ActionIcon size={24} tabIndex={-1} aria-label={label} title={label} onClick={run}>
                  <Icon size={13} stroke={1.8} aria-hidden />
                </ActionIcon>
              );
              return (
                <li key={id} className={styles.item}>
                  <Checkbox
                    size="xs"
                    label={column}
                    checked={shown}
                    disabled={id === 'name'}
                    onChange={() => update({ columns: toggledColumn(view.columns, id) })}
                    onKeyDown={(event) => onKeyDown(event, id)}
                  />
                  {shown && (
                    <span className={styles.buttons}>
                      {button(t('column.up', { column }), IconArrowUp, () => move(id, -1))}
                      {button(t('column.down', { column }), IconArrowDown, () => move(id, 1))}
                      {button(t('column.narrower', { column }), IconMinus, () => resize(id, -20))}
                      {button(t('column.wider', { column }), IconPlus, () => resize(id, 20))}
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
          <span role="status" className={styles.said}>
            {said}
          </span>
          <SegmentedControl
            fullWidth
            aria-label={t('column.density')}
            value={view.density}
            onChange={(chosen) => {
              const density = densities.find((known) => known === chosen);
              if (density !== undefined) updateListView(view.ownerId, { density });
            }}
            data={densities.map((value) => ({ value, label: t(`column.dense.${value}`) }))}
          />
          <Button
            variant="subtle"
            color="gray"
            onClick={() => update({ columns: plainArrangement.columns, widths: {} })}
          >
            {t('column.reset')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
