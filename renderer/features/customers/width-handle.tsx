import { type PointerEvent, useRef } from 'react';
import styles from './customer-grid.module.css';
import { LEAST_WIDTH, MOST_WIDTH } from './list-arrangement.ts';

/** The edge of a heading that a pointer drags. The keyboard has the list of columns for it. */
export function WidthHandle({ onWidth }: { onWidth: (pixels: number) => void }) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? 0;
    start.current = { x: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current === null) return;
    const wanted = Math.round(start.current.width + event.clientX - start.current.x);
    onWidth(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, wanted)));
  };
  return (
    <div
      aria-hidden
      className={styles.handle}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
