import { Alert } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWrongClock } from '#renderer/ui/use-wrong-clock.ts';

/** This computer's clock is wrong: said before the sign-in too, which it can hinder where the server is out of reach. */
export function ClockAlert() {
  const { t } = useTranslation('app');
  const times = useWrongClock();
  if (times === null) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconClockExclamation size={18} stroke={1.7} />}
      data-testid="wrong-clock"
    >
      <div role="alert">{t('clock.wrong')}</div>
      <div className="num">{t('clock.times', times)}</div>
    </Alert>
  );
}
