import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { daysBetween } from '#shared/domain/business-date.ts';
import { type Formatter, formatterOf } from './format.ts';
import { useToday } from './use-today.ts';

export interface DueLabel {
  /** `2 days overdue`, `today`, `in 3 days`. */
  text: string;
  /** How urgent it is; never shown by colour alone, the text says it too. */
  tone: 'overdue' | 'today' | 'soon' | 'later';
}

export interface ScreenFormat extends Omit<Formatter, 'relativeDay' | 'ago'> {
  /** Relative to the device's today. */
  relativeDay(day: string): string;
  /** For something to be done by a day. */
  due(day: string): DueLabel;
  /** How long ago; `just now` under a minute. */
  ago(instant: string): string;
}

/** Amounts, days and times in the language of the screen. */
export function useFormat(): ScreenFormat {
  const language = useLanguage();
  const { t } = useTranslation('app');
  const today = useToday();
  return useMemo(() => {
    const formatter = formatterOf(language);
    return {
      ...formatter,
      relativeDay: (day) => formatter.relativeDay(day, today),
      due: (day) => {
        const days = daysBetween(today, day);
        if (days < 0) return { text: t('relative.overdue', { count: -days }), tone: 'overdue' };
        const text = formatter.relativeDay(day, today);
        return { text, tone: days === 0 ? 'today' : days <= 7 ? 'soon' : 'later' };
      },
      ago: (instant) => formatter.ago(instant, new Date()) ?? t('relative.justNow'),
    } satisfies ScreenFormat;
  }, [language, t, today]);
}
