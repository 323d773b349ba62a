import type { EChartsCoreOption } from 'echarts/core';
import { type ChartUnit, inUnit } from './chart-unit.ts';
import type { Trend } from './trend.ts';
import type { Tokens } from './use-chart-tokens.ts';

/** The words and figures that a chart writes. */
export interface ChartWords {
  readonly assets: string;
  readonly liabilities: string;
  readonly net: string;
  readonly high: string;
  readonly low: string;
  /** `YYYY-MM` as people read it. */
  month(month: string): string;
  number(value: number): string;
}

interface Input {
  readonly trend: Trend;
  readonly unit: ChartUnit;
  readonly tokens: Tokens;
  readonly words: ChartWords;
}

/** What both charts share: axes, grid, and a hint that follows the pointer. */
function frame({ trend, tokens, words }: Input, fromZero: boolean) {
  return {
    textStyle: { fontFamily: tokens.font, color: tokens.text },
    grid: { left: 8, right: 64, top: 18, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      backgroundColor: tokens.surface,
      borderColor: tokens.line,
      textStyle: { color: tokens.text, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: tokens.muted } },
      valueFormatter: (value: unknown) => words.number(Number(value)),
    },
    xAxis: {
      type: 'category',
      data: trend.points.map(({ month }) => words.month(month)),
      axisLabel: { color: tokens.muted, fontSize: 11, hideOverlap: true },
      axisLine: { lineStyle: { color: tokens.muted } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: !fromZero,
      // Room for the words at the highest and the lowest month.
      boundaryGap: fromZero ? [0, 0] : ['12%', '10%'],
      axisLabel: { color: tokens.muted, fontSize: 11, formatter: (value: number) => words.number(value) },
      splitLine: { lineStyle: { color: tokens.line } },
      splitNumber: 4,
    },
  };
}

const endLabel = (name: string, color: string) => ({
  show: true,
  formatter: name,
  color,
  fontSize: 12,
  fontWeight: 600,
  distance: 8,
});

/** The asset trend (资产趋势图): one line with round marks, its name at its end, its highest and lowest month named. */
export function assetOption(input: Input): EChartsCoreOption {
  const { trend, unit, tokens, words } = input;
  const data = trend.points.map(({ assets }) => inUnit(assets, unit));
  const high = data.indexOf(Math.max(...data));
  const low = data.indexOf(Math.min(...data));
  const named = (index: number) => (index === high ? words.high : index === low ? words.low : undefined);
  return {
    ...frame(input, false),
    series: [
      {
        type: 'line',
        name: words.assets,
        data: data.map((value, index) => {
          const name = high === low ? undefined : named(index);
          return name === undefined
            ? value
            : {
                value,
                symbolSize: 9,
                label: {
                  show: true,
                  position: index === high ? 'top' : 'bottom',
                  formatter: `${name} ${words.number(value)}`,
                  color: tokens.text,
                  fontSize: 11,
                },
              };
        }),
        symbol: 'circle',
        symbolSize: 5,
        showAllSymbol: true,
        lineStyle: { color: tokens.accent, width: 2 },
        itemStyle: { color: tokens.accent },
        areaStyle: { color: tokens.accent, opacity: 0.08 },
        endLabel: endLabel(words.assets, tokens.accent),
      },
    ],
  };
}

/**
 * Assets and liabilities (资产负债图): assets stand up, liabilities hang down and are hatched, the net is a dashed line
 * with diamonds. Told apart by place, pattern and mark; colour comes on top.
 */
export function balanceOption(input: Input): EChartsCoreOption {
  const { trend, unit, tokens, words } = input;
  const { points } = trend;
  const bar = { type: 'bar', stack: 'all', barMaxWidth: 18 } as const;
  return {
    ...frame(input, true),
    series: [
      {
        ...bar,
        name: words.assets,
        data: points.map(({ assets }) => inUnit(assets, unit)),
        itemStyle: { color: tokens.accent },
      },
      {
        ...bar,
        name: words.liabilities,
        data: points.map(({ liabilities }) => -inUnit(liabilities, unit)),
        itemStyle: {
          color: tokens.surface,
          borderColor: tokens.warning,
          borderWidth: 1.5,
          decal: {
            color: tokens.warning,
            dashArrayX: [1, 0],
            dashArrayY: [2, 4],
            rotation: -Math.PI / 4,
          },
        },
        tooltip: { valueFormatter: (value: unknown) => words.number(Math.abs(Number(value))) },
      },
      {
        type: 'line',
        name: words.net,
        data: points.map(({ assets, liabilities }) => inUnit(assets - liabilities, unit)),
        symbol: 'diamond',
        symbolSize: 7,
        showAllSymbol: true,
        lineStyle: { color: tokens.text, width: 1.5, type: 'dashed' },
        itemStyle: { color: tokens.text },
        endLabel: endLabel(words.net, tokens.text),
      },
    ],
    aria: { enabled: true, decal: { show: true, decals: { symbol: 'none' } } },
  };
}
