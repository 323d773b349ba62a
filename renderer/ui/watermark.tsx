import styles from './watermark.module.css';

const linesOf = (length: number) => Array.from({ length }, (_, index) => `line ${index}`);
/** Enough to cover the longest page, and the largest screen, at any place where somebody could crop it. */
const lines = { sheet: linesOf(24), screen: linesOf(72) } as const;

interface WatermarkProps {
  text: string;
  /** `sheet`: on what is printed, on every page. `screen`: on all that is shown. */
  on: 'sheet' | 'screen';
}

/** Who it is, where and when, again and again: no text of the page, so that nobody reads it out or finds it. */
export function Watermark({ text, on }: WatermarkProps) {
  return (
    <div
      className={on === 'screen' ? `${styles.watermark} ${styles.screen}` : styles.watermark}
      aria-hidden
      data-watermark={on}
      data-testid="watermark"
    >
      {lines[on].map((line) => (
        <span key={line} data-text={text} />
      ))}
    </div>
  );
}
