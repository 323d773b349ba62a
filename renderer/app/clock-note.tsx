import { useTranslation } from 'react-i18next';
import { useWrongClock } from '#renderer/ui/use-wrong-clock.ts';
import styles from './frame.module.css';

/** This computer's clock is wrong. The sentence is read out once; the times beside it go on and are not. */
export function ClockNote() {
  const { t } = useTranslation('app');
  const times = useWrongClock();
  if (times === null) return null;
  return (
    <div className={styles.note} data-testid="wrong-clock">
      <span role="alert">{t('clock.wrong')}</span>
      <span className={`num ${styles.noteFigures}`}>{t('clock.times', times)}</span>
    </div>
  );
}
