import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { Chart } from './chart.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { assetOption } from './chart-options.ts';
import type { Trend } from './trend.ts';
import { TrendTable } from './trend-table.tsx';
import { useTokens } from './use-chart-tokens.ts';
import { useChartWords } from './use-chart-words.ts';

const HEIGHT = 210;

export function AssetChart({ trend }: { trend: Trend }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const tokens = useTokens();
  const { words, unit, unitName } = useChartWords(trend);
  const option = useMemo(() => assetOption({ trend, unit, tokens, words }), [trend, unit, tokens, words]);
  const amounts = trend.points.map(({ assets }) => assets);
  const money = (minor: number) => format.money({ minor, currency: trend.currency });
  return (
    <ChartFrame
      name="assets"
      trend={trend}
      unitName={unitName}
      table={<TrendTable trend={trend} columns={['assets']} />}
      chart={
        <Chart
          option={option}
          height={HEIGHT}
          label={t('chart.assetsLabel', {
            from: format.month(trend.points[0]?.month ?? ''),
            to: format.month(trend.points.at(-1)?.month ?? ''),
            first: money(amounts[0] ?? 0),
            last: money(amounts.at(-1) ?? 0),
            high: money(Math.max(...amounts)),
            low: money(Math.min(...amounts)),
          })}
        />
      }
    />
  );
}
