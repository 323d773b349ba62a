import styles from './summary.module.css';

/** Enough to cover the longest page at any place where somebody could crop it. */
const LINES = Array.from({ length: 24 }, (_, index) => `line ${index}`);

/** Who printed it, where and when, across every page: `position: fixed` repeats on each one in print. */
export function Watermark({ text }: { text: string }) {
  return (
    <div className={styles.watermark} aria-hidden data-testid="watermark">
      {LINES.map((line) => (
        <span key={line} data-text={text} />
      ))}
    </div>
  );
}
