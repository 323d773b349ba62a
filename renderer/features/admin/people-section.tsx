import { Badge, Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { matchesFilter } from '#renderer/ui/matches-filter.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { VirtualRows } from '#renderer/ui/virtual-rows.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import { mayAssign } from '#shared/access/assignment.ts';
import { type UserState, usersResponse } from '#shared/protocol/admin.ts';
import { AccountMenu } from './account-menu.tsx';
import styles from './admin.module.css';
import { type PeopleOrder, PeopleOrders } from './people-orders.tsx';

/** Roles, branches and accounts of people: those that are theirs to change, and nobody their own. */
export function PeopleSection() {
  const { t } = useTranslation(['admin', 'model', 'directory', 'organisation']);
  const self = useUser();
  const { staff, staffName, branchName } = useDirectory();
  const { data, error, loading, reload } = useServerAnswer('/admin/users', usersResponse);
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<PeopleOrder | null>(null);
  const mayEnter = abilityOf(self.role).can('create', 'people');
  const search = useRef<HTMLInputElement>(null);
  const known = useMemo(() => new Map(staff.map((person) => [person.id, person])), [staff]);

  const rows = (data?.items ?? []).filter(({ id, username, role, branchId, branches, disabled }) => {
    const person = known.get(id);
    const state = t(disabled ? 'admin:people.disabled' : 'admin:people.active');
    return matchesFilter(filter, [
      person?.name,
      person?.nameEn,
      person?.code,
      username,
      t(`model:role.${role}`),
      branchName(branchId),
      ...branches.map((other) => branchName(other)),
      state,
    ]);
  });
  const columns = [
    { id: 'name', heading: t('directory:column.name') },
    { id: 'code', heading: t('directory:column.code'), width: '10%' },
    { id: 'role', heading: t('directory:column.role') },
    { id: 'branch', heading: t('directory:column.branch') },
    { id: 'state', heading: t('admin:people.account'), width: '24%' },
    { id: 'act', heading: t('admin:action'), width: '156px' },
  ];
  const cells = (user: UserState) => {
    const name = staffName(user.id) ?? '…';
    return [
      name,
      known.get(user.id)?.code,
      t(`model:role.${user.role}`),
      [user.branchId, ...user.branches].map((id) => branchName(id) ?? '…').join(t('admin:comma')),
      <AccountState key="state" user={user} />,
      mayAssign(self, user, {}) && (
        <div key="act" className={styles.actions}>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('admin:people.changeOf', { name })}
            onClick={() => setOrder({ kind: 'change', user, name, person: known.get(user.id) })}
          >
            {t('admin:people.change')}
          </Button>
          <AccountMenu user={user} name={name} onReset={(kind) => setOrder({ kind, user, name })} />
        </div>
      ),
    ];
  };

  return (
    <>
      <Panel
        title={t('admin:people.title')}
        {...(data !== undefined && { count: rows.length })}
        actions={
          <div className={styles.actions}>
            {mayEnter && (
              <>
                <Button variant="default" onClick={() => setOrder({ kind: 'import' })}>
                  {t('organisation:import.open')}
                </Button>
                <Button onClick={() => setOrder({ kind: 'add' })}>{t('organisation:person.add')}</Button>
              </>
            )}
            <TextInput
              ref={search}
              w={300}
              aria-label={t('directory:filterLabel')}
              placeholder={t('directory:filter')}
              leftSection={<IconSearch size={14} aria-hidden />}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
            />
          </div>
        }
      >
        {error !== undefined && !loading && <ErrorState code={error} onRetry={reload} />}
        {loading && data === undefined && <LoadingRows rows={8} />}
        {data !== undefined && rows.length === 0 && (
          <EmptyState title={t('directory:empty')} description={t('directory:emptyHint')} />
        )}
        {rows.length > 0 && (
          <VirtualRows
            label={t('admin:people.title')}
            height="calc(100vh - 232px)"
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            cells={cells}
          />
        )}
      </Panel>
      <PeopleOrders order={order} focusAfter={search} onClose={() => setOrder(null)} onChanged={reload} />
    </>
  );
}

/** Whether somebody can sign in, and with what. */
function AccountState({ user }: { user: UserState }) {
  const { t } = useTranslation(['admin', 'organisation']);
  const format = useFormat();
  if (user.disabled) return <Badge color="red">{t('admin:people.disabled')}</Badge>;
  if (user.oneTimeUntil !== undefined)
    return <>{t('organisation:person.oneTime', { time: format.dateTime(user.oneTimeUntil) })}</>;
  return (
    <>
      {t('admin:people.active')}
      {user.signIn === 'provider' && ` · ${t('organisation:person.byProvider')}`}
      {user.secondFactor === true && ` · ${t('organisation:person.hasFactor')}`}
    </>
  );
}
