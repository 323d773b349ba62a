import { Button, Group } from '@mantine/core';
import { IconUserSearch, IconUsers } from '@tabler/icons-react';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { LookUpDialog, typedNumber } from '#renderer/features/walk-in/public.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { abilityOf } from '#shared/access/ability.ts';
import { ColumnMenu } from './column-menu.tsx';
import { CustomerGrid } from './customer-grid.tsx';
import { rowId } from './customer-row.tsx';
import styles from './customers-page.module.css';
import { ListFiltersBar } from './list-filters.tsx';
import { ListSearch } from './list-search.tsx';
import { changeList, isFiltered, type ListFilters, noFilters, useListView } from './list-view.ts';
import { useCustomerGrid } from './use-customer-grid.ts';

/** The customer list: search, filters and order are the worker's, the screen holds one window of rows. */
export function CustomersPage() {
  const { t } = useTranslation(['customers', 'walkIn']);
  const format = useFormat();
  const navigate = useNavigate();
  const { id: userId, role } = useUser();
  const [lookingUp, setLookingUp] = useState<string>();
  const view = useListView(userId);
  const searchRef = useRef<HTMLInputElement>(null);
  const grid = useCustomerGrid(view, (row) => void navigate(`/customers/${row.id}`));
  const setFilters = (filters: ListFilters) => changeList(userId, { filters });
  const focusSearch = () => {
    searchRef.current?.focus();
    searchRef.current?.select();
  };
  useShortcut('/', focusSearch);

  // Arrows walk through the list at once, on arrival and on coming back from a customer.
  const { scrollRef } = grid;
  useEffect(() => scrollRef.current?.focus({ preventScroll: true }), [scrollRef]);

  // The button that clears goes away with the filters: the focus must not go with it.
  const clear = () => {
    setFilters(noFilters);
    focusSearch();
  };
  const filtered = isFiltered(view.filters);
  const onEscape = () => {
    if (filtered) setFilters(noFilters);
    else focusSearch();
  };
  const offered = abilityOf(role).can('read', 'walkIns') && typedNumber(view.filters.text) !== null;
  const count = {
    matching: format.number(grid.matching),
    total: format.number(grid.total),
  };

  return (
    <div className={styles.page}>
      <PageHeader
        title={t('customers:title')}
        note={
          <span role="status">
            {grid.window === null
              ? t('customers:list.loading')
              : t(filtered ? 'customers:list.count' : 'customers:list.countAll', count)}
          </span>
        }
        actions={<ColumnMenu table={grid.table} />}
      />
      <search className={styles.filters} aria-label={t('customers:list.filters')}>
        <ListSearch
          inputRef={searchRef}
          text={view.filters.text}
          activeRowId={grid.rowAt(grid.active) === undefined ? undefined : rowId(grid.active)}
          onText={(text) => setFilters({ ...view.filters, text })}
          onKey={grid.pressed}
        />
        <ListFiltersBar filters={view.filters} onChange={setFilters} onClear={clear} />
      </search>
      <CustomerGrid grid={grid} onEscape={onEscape} />
      {grid.window === null && grid.matching === 0 && (
        <div className={styles.over}>
          <LoadingRows rows={12} />
        </div>
      )}
      {grid.window !== null && grid.matching === 0 && (
        <div className={styles.over}>
          {grid.total === 0 ? (
            <EmptyState
              icon={<IconUsers size={26} stroke={1.4} />}
              title={t('customers:list.emptyTitle')}
              description={t('customers:list.emptyHint')}
            />
          ) : (
            <EmptyState
              icon={<IconUserSearch size={26} stroke={1.4} />}
              title={t('customers:list.noneTitle')}
              description={t('customers:list.noneHint')}
              action={
                <Group gap="xs">
                  {offered && (
                    <Button onClick={() => setLookingUp(view.filters.text)}>{t('walkIn:offer')}</Button>
                  )}
                  <Button variant="default" onClick={clear}>
                    {t('customers:list.clear')}
                  </Button>
                </Group>
              }
            />
          )}
        </div>
      )}
      {lookingUp !== undefined && (
        <Suspense>
          <LookUpDialog opened typed={lookingUp} onClose={() => setLookingUp(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
