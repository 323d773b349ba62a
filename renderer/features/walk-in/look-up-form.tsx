import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type LookupRequest, lookupRequest, lookupResponse } from '#shared/protocol/lookup.ts';
import { typedNumber } from './typed-number.ts';

const kinds = lookupRequest.shape.by.options;
const reasons = ['counter', 'card', 'loss', 'loan', 'complaint', 'other'] as const;
type Reason = (typeof reasons)[number];

interface Props {
  typed: string;
  onFound: (customerId: string) => void;
  onClose: () => void;
}

/** What the customer shows, and why the file is opened: both are needed, and the reason is kept on record. */
export function LookUpForm({ typed, onFound, onClose }: Props) {
  const { t } = useTranslation('walkIn');
  const guess = typedNumber(typed);
  const [by, setBy] = useState<LookupRequest['by']>(guess?.by ?? 'idNumber');
  const [value, setValue] = useState(guess?.value ?? typed.trim());
  const [reason, setReason] = useState<Reason | ''>('');
  const [detail, setDetail] = useState('');
  const [asked, setAsked] = useState(false);
  const order = useServerOrder();

  const missing = {
    value: value.trim() === '',
    reason: reason === '',
    detail: reason === 'other' && detail.trim() === '',
  };
  const submit = async () => {
    setAsked(true);
    if (reason === '' || missing.value || missing.detail) return;
    const words = [reason === 'other' ? '' : t(`reason.${reason}`), detail.trim()];
    const body = {
      by,
      value: value.replace(/[\s-]/g, '').toUpperCase(),
      reason: words
        .filter((part) => part !== '')
        .join(' · ')
        .slice(0, 200),
    } satisfies LookupRequest;
    const found = await order.give('/lookup', body, lookupResponse);
    if (found !== undefined) onFound(found.customerId);
  };

  return (
    <OrderForm
      order={order}
      submit={t('submit')}
      offline={t('offline')}
      sentences={{ not_found: t('notFound') }}
      onSubmit={submit}
      onCancel={onClose}
    >
      <Text mb="sm">{t('explain')}</Text>
      <Group grow align="flex-start" preventGrowOverflow={false} wrap="nowrap">
        <NativeSelect
          w={150}
          flex="none"
          label={t('by')}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value as LookupRequest['by'])}
          data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <TextInput
          label={t('value')}
          required
          maxLength={40}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          error={asked && missing.value && t('missing.value')}
        />
      </Group>
      <NativeSelect
        mt="sm"
        label={t('why')}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as Reason)}
        error={asked && missing.reason && t('missing.reason')}
        data={[
          { value: '', label: t('choose') },
          ...reasons.map((code) => ({ value: code, label: t(`reason.${code}`) })),
        ]}
      />
      <TextInput
        mt="sm"
        label={t(reason === 'other' ? 'detailNeeded' : 'detail')}
        required={reason === 'other'}
        maxLength={150}
        value={detail}
        onChange={(event) => setDetail(event.currentTarget.value)}
        error={asked && missing.detail && t('missing.detail')}
      />
    </OrderForm>
  );
}
