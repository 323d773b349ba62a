import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { matchesFilter, useOrganisation } from './use-organisation.ts';
import { VirtualRows } from './virtual-rows.tsx';

export function BranchTable({ filter }: { filter: string }) {
  const { t } = useTranslation(['directory', 'model']);
  const { loading, staff, branches, branchesById, nameOf } = useOrganisation();
  const rows = branches.filter((branch) => {
    const level = t(`model:branchLevel.${branch.level}`);
    return matchesFilter(filter, [branch.name, branch.nameEn, branch.code, level]);
  });
  const headings = [
    t('directory:branches'),
    t('directory:column.level'),
    t('directory:column.parent'),
    t('directory:column.staff'),
  ];
  return (
    <Panel title={t('directory:branches')} count={t('directory:shown', { count: rows.length })}>
      {loading && <LoadingRows rows={8} />}
      {!loading && branches.length === 0 && (
        <EmptyState title={t('directory:none')} description={t('directory:noneHint')} />
      )}
      {branches.length > 0 && rows.length === 0 && (
        <EmptyState title={t('directory:empty')} description={t('directory:emptyHint')} />
      )}
      {rows.length > 0 && (
        <VirtualRows
          label={t('directory:shown', { count: rows.length })}
          headings={headings}
          rows={rows}
          keyOf={(branch) => branch.id}
          cells={(branch) => {
            const parent = branch.parentId === undefined ? undefined : branchesById.get(branch.parentId);
            return [
              nameOf(branch),
              t(`model:branchLevel.${branch.level}`),
              parent ? nameOf(parent) : '',
              staff.filter((person) => person.branchId === branch.id).length,
            ];
          }}
        />
      )}
    </Panel>
  );
}
