import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import { lunarDayName, lunarMonthName } from '#shared/domain/lunar.ts';
import type { Reminder } from '#shared/domain/reminders.ts';

/** A reminder in words: what it is, and what about. */
export function useReminderText(): (reminder: Reminder) => { what: string; about: string } {
  const { t } = useTranslation(['agenda', 'model']);
  const language = useLanguage();
  const format = useFormat();
  const productName = useProductNames();
  return (reminder) => {
    const { kind, lunar, task, case: service, amount } = reminder;
    if (kind === 'schedule') {
      return {
        what: task?.title ?? t('reminders.schedule'),
        about: [task?.time, task?.place].filter(Boolean).join(' · '),
      };
    }
    if (kind === 'complaint') {
      const what = service ? t(`model:caseKind.${service.kind}`) : t('reminders.complaint');
      return { what: t('reminders.answer', { what }), about: service?.subject ?? '' };
    }
    if (kind === 'birthday') {
      if (lunar === undefined) return { what: t('reminders.birthday'), about: '' };
      const day =
        language === 'en'
          ? t('reminders.lunarDay', { month: lunar.month, day: lunar.day })
          : `${lunarMonthName(lunar)}${lunarDayName(lunar.day)}`;
      return { what: t('reminders.lunarBirthday'), about: day };
    }
    const product = productName(reminder);
    const money = amount === undefined ? '' : format.money(amount);
    return { what: t(`reminders.${kind}`), about: [product, money].filter(Boolean).join(' · ') };
  };
}
