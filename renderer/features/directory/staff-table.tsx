import { useTranslation } from 'react-i18next';
import { matchesFilter } from '#renderer/ui/matches-filter.ts';
import { DirectoryPanel } from './directory-panel.tsx';
import { useOrganisation } from './use-organisation.ts';

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
    <DirectoryPanel
      title={t('directory:staff')}
      loading={loading}
      total={staff.length}
      rows={rows}
      headings={headings}
      cells={(person) => {
        const branch = branchesById.get(person.branchId);
        return [nameOf(person), person.code, t(`model:role.${person.role}`), branch ? nameOf(branch) : ''];
      }}
    />
  );
}
