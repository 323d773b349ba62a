import { useTranslation } from 'react-i18next';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';

/** How an own edit stands, and when it was entered. One that others decide about says so in a sentence instead. */
export function OwnMeta({ item }: { item: EditItem }) {
  const { t } = useTranslation('outbox');
  const format = useFormat();
  return (
    <>
      {item.state !== 'parked' && <SaveState state={item.state} />}
      <time dateTime={item.at}>{t('enteredAt', { time: format.dateTime(item.at) })}</time>
    </>
  );
}
