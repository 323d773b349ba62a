import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { Snapshot } from '#shared/model/snapshot.ts';
import { AssetChart } from './asset-chart.tsx';
import { BalanceChart } from './balance-chart.tsx';
import { trendOf } from './trend.ts';

const MONTHS = 24;

/** Two years of month-ends: the assets alone, and beside the liabilities. */
export function TrendSection({ snapshots }: { snapshots: readonly Snapshot[] }) {
  const { t } = useTranslation('file');
  const trend = trendOf(snapshots, MONTHS);
  if (trend === null) return <EmptyState title={t('chart.none')} description={t('chart.noneHint')} />;
  return (
    <>
      <AssetChart trend={trend} />
      <BalanceChart trend={trend} />
    </>
  );
}
