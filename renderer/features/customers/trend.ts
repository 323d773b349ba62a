import type { Snapshot } from '#shared/model/snapshot.ts';

export interface TrendPoint {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Minor units. */
  readonly assets: number;
  readonly liabilities: number;
}

export interface Trend {
  readonly currency: string;
  /** Oldest first, at most as many as asked for. */
  readonly points: readonly TrendPoint[];
}

/** The month-ends of a customer in one line, in the currency of the newest snapshot. */
export function trendOf(snapshots: readonly Snapshot[], months: number): Trend | null {
  const newest = snapshots.toSorted((a, b) => b.year - a.year)[0];
  if (newest === undefined) return null;
  const points = snapshots
    .filter((snapshot) => snapshot.currency === newest.currency)
    .flatMap(({ year, months: own }) =>
      own.map(({ month, assets, liabilities }) => ({
        month: `${year}-${String(month).padStart(2, '0')}`,
        assets,
        liabilities,
      })),
    )
    .sort((a, b) => a.month.localeCompare(b.month));
  return points.length === 0 ? null : { currency: newest.currency, points: points.slice(-months) };
}

export interface TrendShape {
  readonly line: string;
  readonly area: string;
  readonly xy: readonly (readonly [x: number, y: number])[];
}

/** An SVG line and the area under it, with room for the stroke; a flat series lies in the middle. */
export function trendShape(values: readonly number[], width: number, height: number): TrendShape {
  const margin = 2;
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = values.length > 1 ? (width - 2 * margin) / (values.length - 1) : 0;
  const xy = values.map((value, index) => {
    const share = span === 0 ? 0.5 : (value - low) / span;
    return [round(margin + index * step), round(height - margin - share * (height - 2 * margin))] as const;
  });
  const line = xy.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  const first = xy[0]?.[0] ?? 0;
  const last = xy.at(-1)?.[0] ?? 0;
  return { line, area: `${line} L${last} ${height} L${first} ${height} Z`, xy };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
