import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type Cover, cover as coverSchema } from '#shared/protocol/admin.ts';
import { useCoverText } from './use-cover-text.ts';
import { useSentences } from './use-sentences.ts';

interface Props {
  cover: Cover;
  onCancel: () => void;
  onEnded: () => void;
}

/** Ends a cover before its time. */
export function EndCoverForm({ cover, onCancel, onEnded }: Props) {
  const { t } = useTranslation('admin');
  const order = useServerOrder();
  const sentences = useSentences('covers');
  const text = useCoverText([cover]);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';

  const submit = async () => {
    setAsked(true);
    if (missing) return;
    const path = `/admin/covers/${cover.id}/end`;
    if ((await order.give(path, { reason: reason.trim() }, coverSchema)) !== undefined) onEnded();
  };
  return (
    <OrderForm
      order={order}
      submit={t('cover.endNow')}
      danger
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <Text fw={600}>
        {text.who(cover)} · {text.what(cover)}
      </Text>
      <Text my="sm">{t('cover.endEffect')}</Text>
      <ReasonField value={reason} onChange={setReason} missing={asked && missing} autoFocus />
    </OrderForm>
  );
}
