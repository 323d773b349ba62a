import { Button, Checkbox, Group, NativeSelect, Popover, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { customerKind, grade, lifecycle } from '#shared/model/customer.ts';
import { AssetRange } from './asset-range.tsx';
import type { ListFilters } from './list-arrangement.ts';
import styles from './list-filters.module.css';
import { activeFilters } from './list-view.ts';
import { TextsFilter } from './texts-filter.tsx';

export interface ListFiltersProps {
  filters: ListFilters;
  buttonRef: RefObject<HTMLButtonElement | null>;
  onChange: (filters: ListFilters) => void;
}

const contactDays = [30, 60, 90, 180, 365];
const maturityDays = [0, 7, 30, 60, 90];

/** All filters in one place, each of which works as soon as it is set. */
export function ListFiltersMenu({ filters, buttonRef, onChange }: ListFiltersProps) {
  const { t } = useTranslation(['portfolio', 'model']);
  const count = activeFilters(filters).length;
  const set = (change: Partial<ListFilters>) => onChange({ ...filters, ...change });
  const daysOf = (value: string) => (value === '' ? undefined : Number(value));
  const choices = (known: readonly number[], chosen: number | undefined, word: (days: number) => string) => [
    { value: '', label: t('filter.any') },
    ...[...new Set([...known, ...(chosen === undefined ? [] : [chosen])])]
      .sort((a, b) => a - b)
      .map((days) => ({ value: String(days), label: word(days) })),
  ];
  return (
    <Popover position="bottom-start" trapFocus shadow="md" withRoles width={400}>
      <Popover.Target>
        <Button
          ref={buttonRef}
          variant="default"
          leftSection={<IconFilter size={15} stroke={1.6} aria-hidden />}
        >
          {count === 0 ? t('filter.open') : t('filter.openCount', { count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.label')} className={styles.filters}>
        <Stack gap="sm">
          <Group grow align="start">
            <NativeSelect
              data-autofocus
              label={t('filter.kind')}
              value={filters.kind ?? ''}
              onChange={(event) => {
                const chosen = event.currentTarget.value;
                set({ kind: customerKind.options.find((option) => option === chosen) });
              }}
              data={[
                { value: '', label: t('filter.any') },
                ...customerKind.options.map((value) => ({ value, label: t(`model:kind.${value}`) })),
              ]}
            />
            <NativeSelect
              label={t('filter.notContacted')}
              value={String(filters.notContactedDays ?? '')}
              onChange={(event) => set({ notContactedDays: daysOf(event.currentTarget.value) })}
              data={choices(contactDays, filters.notContactedDays, (days) =>
                t('filter.days', { count: days }),
              )}
            />
            <NativeSelect
              label={t('filter.maturing')}
              value={String(filters.maturingDays ?? '')}
              onChange={(event) => set({ maturingDays: daysOf(event.currentTarget.value) })}
              data={choices(maturityDays, filters.maturingDays, (days) =>
                days === 0 ? t('filter.today') : t('filter.withinDays', { count: days }),
              )}
            />
          </Group>
          <Checkbox.Group
            label={t('filter.grades')}
            value={filters.grades}
            onChange={(chosen) => set({ grades: grade.options.filter((option) => chosen.includes(option)) })}
          >
            <Group gap="md" mt={4}>
              {grade.options.map((value) => (
                <Checkbox key={value} size="xs" value={value} label={t(`model:grade.${value}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Checkbox.Group
            label={t('filter.lifecycles')}
            value={filters.lifecycles}
            onChange={(chosen) =>
              set({ lifecycles: lifecycle.options.filter((option) => chosen.includes(option)) })
            }
          >
            <Group gap="md" mt={4}>
              {lifecycle.options.map((value) => (
                <Checkbox key={value} size="xs" value={value} label={t(`model:lifecycle.${value}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Group grow align="start">
            <TextsFilter
              field="tags"
              label={t('filter.tags')}
              description={t('filter.tagsHint')}
              none={t('filter.noTags')}
              chosen={filters.tags}
              onChange={(tags) => set({ tags })}
            />
            <TextsFilter
              field="source"
              label={t('model:field.customers.source')}
              description={t('filter.sourcesHint')}
              none={t('filter.noSources')}
              chosen={filters.sources}
              onChange={(sources) => set({ sources })}
            />
          </Group>
          <AssetRange filters={filters} onChange={set} />
          <Group gap="md">
            <Checkbox
              size="xs"
              label={t('filter.mine')}
              checked={filters.mine}
              onChange={(event) => set({ mine: event.currentTarget.checked })}
            />
            <Checkbox
              size="xs"
              label={t('filter.birthday')}
              checked={filters.birthdayThisMonth}
              onChange={(event) => set({ birthdayThisMonth: event.currentTarget.checked })}
            />
            <Checkbox
              size="xs"
              label={t('filter.problem')}
              checked={filters.problem}
              onChange={(event) => set({ problem: event.currentTarget.checked })}
            />
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
