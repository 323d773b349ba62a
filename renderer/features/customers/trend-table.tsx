import { useTranslation } from 'react-i18next';
import tableStyles from '#renderer/ui/table.module.css';
import { useFormat } from '#renderer/ui/use-format.ts';
import styles from './charts.module.css';
import type { Trend, TrendPoint } from './trend.ts';

type Column = 'assets' | 'liabilities' | 'net';

const amountOf: Record<Column, (point: TrendPoint) => number> = {
  assets: ({ assets }) => assets,
  liabilities: ({ liabilities }) => liabilities,
  net: ({ assets, liabilities }) => assets - liabilities,
};

/** The figures of a chart, the newest month first. */
export function TrendTable({ trend, columns }: { trend: Trend; columns: readonly Column[] }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  return (
    <table className={tableStyles.sticky}>
      <thead>
        <tr>
          <th scope="col">{t('chart.month')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={styles.numeric}>
              {t(`chart.${column}Line`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {trend.points.toReversed().map((point) => (
          <tr key={point.month}>
            <th scope="row">{format.month(point.month)}</th>
            {columns.map((column) => (
              <td key={column} className={styles.numeric}>
                {format.money({ minor: amountOf[column](point), currency: trend.currency })}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
