import { Skeleton } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import styles from './charts.module.css';

type Drawing = typeof import('./echarts.ts');

/** Loaded once, with the first chart. */
let loading: Promise<Drawing> | undefined;

export interface ChartProps {
  /** Must stay the same object while nothing changes. */
  option: EChartsCoreOption;
  /** The whole story in a sentence, for those who do not see it. */
  label: string;
  height: number;
}

/** One chart as a picture with a name; the figures are in the table beside it. */
export function Chart({ option, label, height }: ChartProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const still = useReducedMotion();
  useEffect(() => {
    let current = true;
    loading ??= import('./echarts.ts');
    loading.then(
      (loaded) => current && setDrawing(loaded),
      () => {
        loading = undefined;
      },
    );
    return () => {
      current = false;
    };
  }, []);
  useEffect(() => {
    const element = ref.current;
    if (element === null || drawing === null) return;
    const chart = drawing.init(element, null, { renderer: 'svg' });
    chart.setOption({ ...option, animation: !still });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [drawing, option, still]);
  return (
    <div className={styles.frame} style={{ height }} role="img" aria-label={label}>
      {drawing === null && <Skeleton height={height - 16} />}
      <div ref={ref} className={styles.canvas} aria-hidden />
    </div>
  );
}
