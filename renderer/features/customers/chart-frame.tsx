import { Button, VisuallyHidden } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import styles from './charts.module.css';
import { useFile } from './file-context.tsx';
import type { Trend } from './trend.ts';

export interface ChartFrameProps {
  name: 'assets' | 'balance';
  trend: Trend;
  unitName: string;
  /** What each mark stands for, where there are several. */
  keys?: ReactNode;
  chart: ReactNode;
  table: ReactNode;
}

/** A chart with its title, unit, period and source, and the same figures as a table for whoever would rather read. */
export function ChartFrame({ name, trend, unitName, keys, chart, table }: ChartFrameProps) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const { customer } = useFile();
  const [asTable, setAsTable] = useKeptState(`chart ${name} ${customer.id}`, false);
  const from = trend.points[0]?.month ?? '';
  const to = trend.points.at(-1)?.month ?? '';
  return (
    <section className={styles.chart} aria-label={t(`chart.${name}`)}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t(`chart.${name}`)}</h2>
        <span className={styles.notes}>{t('chart.unit', { unit: unitName })}</span>
        <span className={styles.notes}>
          {t('chart.period', { from: format.month(from), to: format.month(to) })}
        </span>
        <Button
          className={styles.toggle}
          variant="subtle"
          color="gray"
          size="compact-xs"
          aria-pressed={asTable}
          leftSection={asTable ? <IconChartLine size={14} /> : <IconTable size={14} />}
          onClick={() => setAsTable(!asTable)}
        >
          {t(asTable ? 'chart.chart' : 'chart.table')}
        </Button>
      </div>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key.
        <section className={styles.scroll} tabIndex={0} aria-label={t(`chart.${name}`)}>
          {table}
        </section>
      ) : (
        <>
          {keys}
          {chart}
          <VisuallyHidden>{table}</VisuallyHidden>
        </>
      )}
      <div className={styles.source}>{t('chart.source')}</div>
    </section>
  );
}
