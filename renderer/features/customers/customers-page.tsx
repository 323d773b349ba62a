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
import { abilityOf } from '#shared/access/ability.ts';
import { ColumnMenu } from './column-menu.tsx';
import { CustomerGrid } from './customer-grid.tsx';
import { cellId, rowId } from './customer-row.tsx';
import styles from './customers-page.module.css';
import { FilterChips } from './filter-chips.tsx';
import { GroupSelect } from './group-select.tsx';
import type { ListFilters } from './list-arrangement.ts';
import { noFilters } from './list-arrangement.ts';
import { ListBulk } from './list-bulk.tsx';
import { ListFiltersMenu } from './list-filters.tsx';
import { ListSearch } from './list-search.tsx';
import { changeList, isFiltered, type ListView, useListView } from './list-view.ts';
import { useCustomerGrid } from './use-customer-grid.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useKeptList } from './use-kept-list.ts';
import { useListActions } from './use-list-actions.ts';
import { useViews } from './use-views.ts';
import { ViewMenu } from './view-menu.tsx';

/** The customer list, once it is known where its user left it. */
export function CustomersPage() {
  const { id: userId } = useUser();
  const view = useListView(userId);
  const ready = useKeptList(view);
  return ready ? (
    <CustomerList view={view} />
  ) : (
    <div className={styles.page}>
      <LoadingRows rows={12} />
    </div>
  );
}

/** Search, filters, order, groups and sums are the worker's; the screen holds one window of lines. */
function CustomerList({ view }: { view: ListView }) {
  const { t } = useTranslation(['customers', 'walkIn', 'portfolio']);
  const format = useFormat();
  const navigate = useNavigate();
  const { id: userId, role } = useUser();
  const [lookingUp, setLookingUp] = useState<string>();
  const searchRef = useRef<HTMLInputElement>(null);
  const filterRef = useRef<HTMLButtonElement>(null);
  const grid = useCustomerGrid(view, (row) => void navigate(`/customers/${row.id}`));
  const views = useViews(view);
  const { scrollRef } = grid;
  const focusGrid = () => scrollRef.current?.focus({ preventScroll: true });
  const focusSearch = () => {
    searchRef.current?.focus();
    searchRef.current?.select();
  };

  // Arrows walk through the list at once, on arrival and on coming back from a customer.
  useEffect(() => scrollRef.current?.focus({ preventScroll: true }), [scrollRef]);

  const setFilters = (filters: ListFilters) => changeList(userId, { filters });
  // The button that clears goes away with the filters: the focus must not go with it.
  const clear = () => {
    changeList(userId, { filters: noFilters, text: '' });
    focusSearch();
  };
  const filtered = isFiltered(view);
  useListActions({ search: focusSearch, clear: filtered ? clear : undefined });
  const keys = useGridKeys(grid, {
    onEscape: () => (filtered ? changeList(userId, { filters: noFilters, text: '' }) : focusSearch()),
    onType: (text) => {
      changeList(userId, { text });
      searchRef.current?.focus();
    },
  });
  const offered = abilityOf(role).can('read', 'walkIns') && typedNumber(view.text) !== null;
  const count = { matching: format.number(grid.matching), total: format.number(grid.total) };
  const active = grid.itemAt(grid.active);
  const activeId =
    active?.kind === 'row' && view.activeColumn !== null
      ? cellId(grid.active, view.activeColumn)
      : rowId(grid.active);

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
        actions={
          <>
            <ViewMenu view={view} views={views} onShown={() => requestAnimationFrame(focusGrid)} />
            <GroupSelect group={view.group} onChange={(group) => changeList(userId, { group })} />
            <ColumnMenu view={view} />
          </>
        }
      />
      <search className={styles.filters} aria-label={t('customers:list.filters')}>
        <ListSearch
          inputRef={searchRef}
          text={view.text}
          activeRowId={active === undefined ? undefined : activeId}
          onText={(text) => changeList(userId, { text })}
          onKey={keys.pressed}
        />
        <ListFiltersMenu filters={view.filters} buttonRef={filterRef} onChange={setFilters} />
        <FilterChips filters={view.filters} onChange={setFilters} onClear={clear} afterLast={filterRef} />
      </search>
      <div className={styles.listed}>
        <CustomerGrid grid={grid} keys={keys} />
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
                    {offered && <Button onClick={() => setLookingUp(view.text)}>{t('walkIn:offer')}</Button>}
                    <Button variant="default" onClick={clear}>
                      {t('customers:list.clear')}
                    </Button>
                  </Group>
                }
              />
            )}
          </div>
        )}
      </div>
      <ListBulk grid={grid} onDone={focusGrid} />
      {lookingUp !== undefined && (
        <Suspense>
          <LookUpDialog opened typed={lookingUp} onClose={() => setLookingUp(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
