import { Badge, Button } from '@mantine/core';
import { type CSSProperties, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { type RowColumn, VirtualRows } from '#renderer/ui/virtual-rows.tsx';
import type { Branch } from '#shared/model/reference.ts';
import { branchesResponse } from '#shared/protocol/organisation.ts';
import styles from './admin.module.css';
import { BranchForm } from './branch-form.tsx';
import { type TreeRow, treeOf } from './branch-tree.ts';

/** The tree of units, from this device, with what is in each, from the server. */
export function BranchSection() {
  const { t } = useTranslation(['organisation', 'model', 'admin']);
  const format = useFormat();
  const { branches, branchName, loading: reading } = useDirectory();
  const { complete } = useSyncStatus();
  const { data, error, loading, reload } = useServerAnswer('/admin/branches', branchesResponse);
  const [changing, setChanging] = useState<Branch | 'new' | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const rows = useMemo(() => treeOf(branches), [branches]);
  // During the first download there may be none yet, which is not none.
  const known = !reading && (complete || rows.length > 0);
  const inside = useMemo(() => new Map(data?.items.map((item) => [item.id, item])), [data]);
  const nameOf = (branch: Branch) => branchName(branch.id) ?? branch.name;

  const columns: readonly RowColumn[] = [
    { id: 'name', heading: t('organisation:branch.title') },
    { id: 'code', heading: t('organisation:branch.code'), width: '120px' },
    { id: 'level', heading: t('organisation:branch.level'), width: '120px' },
    { id: 'people', heading: t('organisation:branch.people'), width: '90px', number: true },
    { id: 'customers', heading: t('organisation:branch.customers'), width: '110px', number: true },
    { id: 'state', heading: t('organisation:branch.state'), width: '110px' },
    { id: 'act', heading: t('admin:action'), width: '130px' },
  ];
  const cells = ({ branch, depth }: TreeRow) => {
    const name = nameOf(branch);
    const state = inside.get(branch.id);
    const tree = { '--depth': String(depth) } as CSSProperties;
    return [
      <span key="name" className={styles.tree} style={tree}>
        {name}
      </span>,
      branch.code,
      t(`model:branchLevel.${branch.level}`),
      state && format.number(state.people),
      state && format.number(state.customers),
      branch.closed === true ? (
        <Badge key="state" color="gray">
          {t('organisation:branch.closed')}
        </Badge>
      ) : (
        t('organisation:branch.open')
      ),
      <Button
        key="act"
        variant="subtle"
        size="compact-sm"
        aria-label={t('organisation:branch.changeOf', { name })}
        onClick={() => setChanging(branch)}
      >
        {t('organisation:branch.change')}
      </Button>,
    ];
  };
  const branch = changing === 'new' || changing === null ? undefined : changing;
  return (
    <>
      <Panel
        title={t('organisation:branch.title')}
        {...(known && { count: rows.length })}
        actions={
          <Button ref={add} onClick={() => setChanging('new')}>
            {t('organisation:branch.add')}
          </Button>
        }
      >
        {error !== undefined && !loading && <ErrorState code={error} onRetry={reload} />}
        {!known && <LoadingRows rows={8} />}
        {known && rows.length === 0 && error === undefined && (
          <EmptyState title={t('organisation:branch.none')} description={t('organisation:branch.noneHint')} />
        )}
        {rows.length > 0 && (
          <VirtualRows
            label={t('organisation:branch.title')}
            height="calc(100vh - 232px)"
            columns={columns}
            rows={rows}
            keyOf={(row) => row.branch.id}
            cells={cells}
          />
        )}
      </Panel>
      <OrderModal
        opened={changing !== null}
        title={
          branch === undefined
            ? t('organisation:branch.addTitle')
            : t('organisation:branch.changeOf', { name: nameOf(branch) })
        }
        focusAfter={add}
        onClose={() => setChanging(null)}
      >
        {({ cancel, done }) => (
          <BranchForm
            branch={branch}
            inside={branch && inside.get(branch.id)}
            onCancel={cancel}
            onDone={() => {
              done();
              reload();
            }}
          />
        )}
      </OrderModal>
    </>
  );
}
