import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ChartWords } from './chart-options.ts';
import { type ChartUnit, chartUnitFor } from './chart-unit.ts';
import type { Trend } from './trend.ts';

/** What a chart of a trend writes: its unit, and its words in the language of the screen. */
export function useChartWords(trend: Trend): { words: ChartWords; unit: ChartUnit; unitName: string } {
  const { t } = useTranslation('file');
  const language = useLanguage();
  const format = useFormat();
  const { currency, points } = trend;
  const unit = chartUnitFor(
    points.flatMap(({ assets, liabilities }) => [assets, liabilities]),
    language,
  );
  const known =
    currency === 'CNY' ||
    currency === 'CZK' ||
    currency === 'USD' ||
    currency === 'EUR' ||
    currency === 'HKD';
  const currencyName = known ? t(`chart.currency.${currency}`) : currency;
  const words = useMemo(
    () => ({
      assets: t('chart.assetsLine'),
      liabilities: t('chart.liabilitiesLine'),
      net: t('chart.netLine'),
      high: t('chart.high'),
      low: t('chart.low'),
      month: (month: string) => format.month(month),
      number: (value: number) => format.number(value),
    }),
    [t, format],
  );
  return { words, unit, unitName: t(`chart.units.${unit}`, { currency: currencyName }) };
}
