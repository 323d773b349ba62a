import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import styles from './overview.module.css';
import { type BranchOverview, type Totals, totalsOf } from './totals.ts';

const columns = ['branch', 'customers', 'assets', 'liabilities', 'openTasks', 'overdueTasks'] as const;

export function BranchFigures({ branches }: { branches: readonly BranchOverview[] }) {
  const { t } = useTranslation('overview');
  const english = useLanguage() === 'en';
  const most = Math.max(1, ...branches.map((branch) => branch.customers));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-number={column !== 'branch' || undefined}>
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {branches.map((branch) => (
          <tr key={branch.branchId}>
            <th scope="row">{english ? branch.nameEn : branch.name}</th>
            <Figures figures={branch} {...(branches.length > 1 ? { share: branch.customers / most } : {})} />
          </tr>
        ))}
      </tbody>
      {branches.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <Figures figures={totalsOf(branches)} />
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** `share`: of the biggest branch, drawn as a thin bar under the number of customers. */
function Figures({ figures, share }: { figures: Totals; share?: number }) {
  const format = useFormat();
  const amount = (pick: 'assets' | 'liabilities') =>
    figures.amounts.map((one) => (
      <div key={one.currency} title={format.money({ minor: one[pick], currency: one.currency })}>
        {format.compactMoney({ minor: one[pick], currency: one.currency })}
      </div>
    ));
  return (
    <>
      <td>
        {format.number(figures.customers)}
        {share !== undefined && (
          <span
            className={styles.bar}
            style={{ width: `calc(${share.toFixed(3)} * (100% - 2 * var(--mantine-spacing-md)))` }}
          />
        )}
      </td>
      <td>{amount('assets')}</td>
      <td>{amount('liabilities')}</td>
      <td>{format.number(figures.openTasks)}</td>
      <td data-alert={figures.overdueTasks > 0 || undefined}>{format.number(figures.overdueTasks)}</td>
    </>
  );
}
