import { useLanguage } from '#renderer/i18n/use-language.ts';
import { usePolicies } from '#renderer/ui/policy-context.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { Watermark } from '#renderer/ui/watermark.tsx';

/** Where the bank wants it: who is at work here and on which day, on every photograph of the screen. */
export function ScreenWatermark() {
  const { watermark } = usePolicies().effective;
  const language = useLanguage();
  const user = useUser();
  const format = useFormat();
  const today = useToday();
  if (watermark?.value !== 'on') return null;
  const name = language === 'en' ? user.nameEn : user.name;
  return <Watermark on="screen" text={`${name} · ${user.username} · ${format.date(today)}`} />;
}
