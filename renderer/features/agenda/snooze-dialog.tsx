import { useTranslation } from 'react-i18next';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { type Snooze, snoozedUntil, snoozes } from '#shared/domain/reminder-state.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import { DayChoice } from './day-choice.tsx';
import { useReminderText } from './use-reminder-text.ts';

interface Props {
  reminder: Reminder | null;
  onClose: () => void;
  onClosed?: () => void;
  onPick: (reminder: Reminder, until: Snooze | { day: BusinessDate }) => void;
}

/** Puts a reminder off: an hour, a day, a week, or until a day. */
export function SnoozeDialog({ reminder, onClose, onClosed, onPick }: Props) {
  const { t } = useTranslation('agenda');
  const textOf = useReminderText();
  const words = reminder && textOf(reminder);
  return (
    <DayChoice
      title={t('reminders.snoozeTitle')}
      about={words ? [words.what, words.about].filter(Boolean).join(' · ') : undefined}
      usual={snoozes.map((snooze) => ({
        text: t(`reminders.snooze.${snooze}`),
        ...(snooze !== 'hour' && { day: snoozedUntil(snooze, new Date()) }),
        onPick: () => reminder && onPick(reminder, snooze),
      }))}
      onDay={(day) => reminder && onPick(reminder, { day })}
      onClose={onClose}
      onClosed={onClosed}
    />
  );
}
