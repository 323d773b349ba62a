import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { matchesFilter, useOrganisation } from './use-organisation.ts';
import { VirtualRows } from './virtual-rows.tsx';

export function StaffTable({ filter }: { filter: string }) {
  const { t } = useTranslation(['directory', 'model']);
  const { loading, staff, branchesById, nameOf } = useOrganisation();
  const rows = staff.filter((person) => {
    const branch = branchesById.get(person.branchId);
    const role = t(`model:role.${person.role}`);
    return matchesFilter(filter, [
      person.name,
      person.nameEn,
      person.code,
      role,
      branch?.name,
      branch?.nameEn,
    ]);
  });
  const headings = [
    t('directory:column.name'),
    t('directory:column.code'),
    t('directory:column.role'),
    t('directory:column.branch'),
  ];
  return (
    <Panel title={t('directory:staff')} count={t('directory:shown', { count: rows.length })}>
      {loading && <LoadingRows rows={8} />}
      {!loading && staff.length === 0 && (
        <EmptyState title={t('directory:none')} description={t('directory:noneHint')} />
      )}
      {staff.length > 0 && rows.length === 0 && (
        <EmptyState title={t('directory:empty')} description={t('directory:emptyHint')} />
      )}
      {rows.length > 0 && (
        <VirtualRows
          label={t('directory:shown', { count: rows.length })}
          headings={headings}
          rows={rows}
          keyOf={(person) => person.id}
          cells={(person) => {
            const branch = branchesById.get(person.branchId);
            return [
              nameOf(person),
              person.code,
              t(`model:role.${person.role}`),
              branch ? nameOf(branch) : '',
            ];
          }}
        />
      )}
    </Panel>
  );
}
