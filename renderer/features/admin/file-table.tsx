import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { VirtualRows } from '#renderer/ui/virtual-rows.tsx';
import { REASSIGN_LIMIT } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import { type AdminFile, labelOf } from './admin-file.ts';
import { type FoundFiles, LISTED, useHoldsFiles } from './use-admin-files.ts';

interface Props {
  found: FoundFiles;
  chosen: ReadonlyMap<string, AdminFile>;
  onChoose: (chosen: ReadonlyMap<string, AdminFile>) => void;
  /** What is said where the list is empty. */
  nothing: string;
}

/** Customers to tick. What is ticked stays so while other filters are tried. */
export function FileTable({ found, chosen, onChoose, nothing }: Props) {
  const { t } = useTranslation(['admin', 'model', 'customers']);
  const { staffName, branchName } = useDirectory();
  const format = useFormat();
  const holds = useHoldsFiles();
  const { files, matching, loading } = found;
  if (loading) return <LoadingRows rows={8} />;
  if (files.length === 0) return <EmptyState title={nothing} />;

  const ticked = files.filter(({ id }) => chosen.has(id)).length;
  const setAll = (on: boolean) => {
    const next = new Map(chosen);
    for (const file of files) {
      if (!on) next.delete(file.id);
      else if (next.size < REASSIGN_LIMIT) next.set(file.id, file);
    }
    onChoose(next);
  };
  const setOne = (file: AdminFile, on: boolean) => {
    const next = new Map(chosen);
    if (on) next.set(file.id, file);
    else next.delete(file.id);
    onChoose(next);
  };
  const all = (
    <Checkbox
      size="xs"
      aria-label={t('admin:reassign.all', { count: files.length })}
      checked={ticked === files.length}
      indeterminate={ticked > 0 && ticked < files.length}
      onChange={(event) => setAll(event.currentTarget.checked)}
    />
  );
  const columns = [
    { id: 'tick', heading: all, width: '44px' },
    ...(holds ? [{ id: 'name', heading: t('model:field.customers.name') }] : []),
    { id: 'number', heading: t('model:field.customers.customerNo'), width: '112px' },
    { id: 'kind', heading: t('model:field.customers.kind'), width: '84px' },
    { id: 'manager', heading: t('customers:list.manager') },
    holds
      ? { id: 'opened', heading: t('model:field.customers.openedOn'), width: '136px' }
      : { id: 'branch', heading: t('model:field.customers.branchId') },
  ];
  return (
    <>
      <VirtualRows
        label={t('admin:reassign.pick')}
        height="calc(100vh - 342px)"
        columns={columns}
        rows={files}
        keyOf={({ id }) => id}
        selected={({ id }) => chosen.has(id)}
        cells={(file) => [
          <Checkbox
            key="tick"
            size="xs"
            aria-label={labelOf(file)}
            checked={chosen.has(file.id)}
            onChange={(event) => setOne(file, event.currentTarget.checked)}
          />,
          ...(holds ? [file.name] : []),
          file.customerNo,
          t(`model:kind.${file.kind}`),
          file.managerId === undefined ? t('customers:list.noManager') : staffName(file.managerId),
          holds ? format.date(file.openedOn) : branchName(file.branchId),
        ]}
      />
      {matching > LISTED && <p className={styles.note}>{t('admin:reassign.more', { count: LISTED })}</p>}
    </>
  );
}
