import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { Chart } from './chart.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { balanceOption, type ChartWords } from './chart-options.ts';
import styles from './charts.module.css';
import type { Trend } from './trend.ts';
import { TrendTable } from './trend-table.tsx';
import { useTokens } from './use-chart-tokens.ts';
import { useChartWords } from './use-chart-words.ts';

const HEIGHT = 230;

export function BalanceChart({ trend }: { trend: Trend }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const tokens = useTokens();
  const { words, unit, unitName } = useChartWords(trend);
  const option = useMemo(() => balanceOption({ trend, unit, tokens, words }), [trend, unit, tokens, words]);
  const last = trend.points.at(-1);
  if (last === undefined) return null;
  const money = (minor: number) => format.money({ minor, currency: trend.currency });
  return (
    <ChartFrame
      name="balance"
      trend={trend}
      unitName={unitName}
      keys={<Keys words={words} />}
      table={<TrendTable trend={trend} columns={['assets', 'liabilities', 'net']} />}
      chart={
        <Chart
          option={option}
          height={HEIGHT}
          label={t('chart.balanceLabel', {
            from: format.month(trend.points[0]?.month ?? ''),
            to: format.month(last.month),
            assets: money(last.assets),
            liabilities: money(last.liabilities),
            net: money(last.assets - last.liabilities),
          })}
        />
      }
    />
  );
}

/** The marks as they are drawn. The names of lines stand at their ends as well. */
function Keys({ words }: { words: ChartWords }) {
  return (
    <ul className={styles.keys} aria-hidden>
      <li>
        <svg width="16" height="10" aria-hidden="true">
          <rect width="16" height="10" fill="var(--bl-accent)" />
        </svg>
        {words.assets}
      </li>
      <li>
        <svg width="16" height="10" aria-hidden="true">
          <rect
            x="0.75"
            y="0.75"
            width="14.5"
            height="8.5"
            fill="none"
            stroke="var(--bl-warning)"
            strokeWidth="1.5"
          />
          <path d="M2 9 L9 1 M7 9 L14 1" stroke="var(--bl-warning)" strokeWidth="1.5" />
        </svg>
        {words.liabilities}
      </li>
      <li>
        <svg width="22" height="10" aria-hidden="true">
          <path d="M0 5 H22" stroke="currentColor" strokeWidth="1.5" strokeDasharray="4 3" />
          <path d="M11 1 L15 5 L11 9 L7 5 Z" fill="currentColor" />
        </svg>
        {words.net}
      </li>
    </ul>
  );
}
