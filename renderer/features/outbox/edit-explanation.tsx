import { useTranslation } from 'react-i18next';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { useDecisionText } from '#renderer/ui/use-decision-text.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import styles from './outbox.module.css';

export type Unsettled = Exclude<EditItem['state'], 'accepted' | 'merged'>;

/** Where the edit stands, why, and what to do about it. */
export function EditExplanation({ item, state }: { item: EditItem; state: Unsettled }) {
  const { t } = useTranslation(['outbox', 'errors']);
  const text = useModelText();
  const format = useFormat();
  const decision = useDecisionText();
  const fields = (item.entry?.fields ?? []).map((field) => text.field(item.collection, field));
  return (
    <p className={styles.explain}>
      {decision(item.inboxItem) ??
        (state === 'parked' && item.reason !== undefined
          ? t(`errors:reason.${item.reason}`)
          : t(`outbox:explain.${state}`))}
      {item.reason !== undefined && state === 'rejected' && ` ${t(`errors:reason.${item.reason}`)}`}
      {fields.length > 0 && ` ${t('errors:fieldList', { fields: format.list(fields) })}`}
    </p>
  );
}
