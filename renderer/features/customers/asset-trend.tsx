import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import styles from './key-figures.module.css';
import { type Trend, trendShape } from './trend.ts';

const WIDTH = 168;
const HEIGHT = 40;

/** The month-end assets as a line with the area under it; the label tells the story to those who cannot see it. */
export function AssetTrend({ trend }: { trend: Trend }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { points, currency } = trend;
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const shape = trendShape(
    points.map((point) => point.assets),
    WIDTH,
    HEIGHT,
  );
  const end = shape.xy.at(-1);
  const label = t('figure.trendLabel', {
    from: first.month,
    to: last.month,
    first: format.money({ minor: first.assets, currency }),
    last: format.money({ minor: last.assets, currency }),
  });
  return (
    <svg className={styles.trend} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
      <title>{label}</title>
      <path className={styles.trendArea} d={shape.area} />
      <path className={styles.trendLine} d={shape.line} />
      {end !== undefined && <circle className={styles.trendEnd} cx={end[0]} cy={end[1]} r={2.5} />}
    </svg>
  );
}
