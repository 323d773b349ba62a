import { useTranslation } from 'react-i18next';
import { matchesFilter } from '#renderer/ui/matches-filter.ts';
import { DirectoryPanel } from './directory-panel.tsx';
import { useOrganisation } from './use-organisation.ts';

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
    <DirectoryPanel
      title={t('directory:branches')}
      loading={loading}
      total={branches.length}
      rows={rows}
      headings={headings}
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
  );
}
