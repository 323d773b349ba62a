import type { Language } from '#renderer/i18n/resources.ts';

/** The unit of a chart's axis; each has its word in both languages under `file:chart.units`. */
export type ChartUnit = 'one' | 'wan' | 'yi' | 'k' | 'm';

const sizes: Record<ChartUnit, number> = { one: 1, wan: 1e4, yi: 1e8, k: 1e3, m: 1e6 };
const scales: Record<Language, readonly ChartUnit[]> = {
  'zh-CN': ['yi', 'wan', 'one'],
  en: ['m', 'k', 'one'],
};

/** Minor units to one major unit. Currencies here all have two decimals. */
const MINOR = 100;

/** The largest unit in which the largest amount is still a number of two digits or so. Amounts are minor units. */
export function chartUnitFor(amounts: readonly number[], language: Language): ChartUnit {
  const largest = Math.max(0, ...amounts.map(Math.abs)) / MINOR;
  return scales[language].find((unit) => largest >= sizes[unit] * 2) ?? 'one';
}

/** An amount in minor units as a number of the unit, to a hundredth. */
export function inUnit(minor: number, unit: ChartUnit): number {
  return Math.round((minor / MINOR / sizes[unit]) * 100) / 100;
}
