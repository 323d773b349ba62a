import { SegmentedControl, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { PeopleSelect } from '#renderer/ui/person-select.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useKeptDraft } from '#renderer/ui/use-keep.tsx';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { replicatingRoles } from '#shared/access/roles.ts';
import { filesResponse, type RestrictionRequest, restriction } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import type { AdminFile } from './admin-file.ts';
import { CustomerPicker } from './customer-picker.tsx';
import { useSentences } from './use-sentences.ts';

interface Props {
  customer: AdminFile | null;
  onCancel: () => void;
  onAsked: () => void;
}

const READERS_LIMIT = 50;
const wishes = ['list', 'lift'] as const;

/** Asks that only some people read a file, for another list, or for its end. */
export function RestrictionForm({ customer, onCancel, onAsked }: Props) {
  const { t } = useTranslation('admin');
  const order = useServerOrder();
  const sentences = useSentences('restrictions');
  const [asked, setAsked] = useState(false);
  const [draft, change, clear] = useKeptDraft('restriction', {
    file: customer,
    wish: 'list' as (typeof wishes)[number],
    readers: [] as readonly string[],
    reason: '',
  });
  const { file, wish, readers } = draft;
  const known = useServerAnswer(file && '/admin/files', filesResponse, file && { customerIds: [file.id] });
  const now = known.data?.items[0]?.readers;
  const reading = now?.join();
  // Another list begins with the one there is.
  const begin = useEffectEvent((ids: string) => change({ readers: ids.split(',') }));
  useEffect(() => {
    if (reading !== undefined && reading !== '') begin(reading);
  }, [reading]);

  const lifting = wish === 'lift' && now !== undefined;
  const reason = draft.reason.trim();
  const missing = { file: file === null, readers: !lifting && readers.length === 0, reason: reason === '' };
  const submit = async () => {
    setAsked(true);
    if (file === null || missing.readers || missing.reason) return;
    const body = {
      customerId: file.id,
      readers: lifting ? null : [...readers],
      reason,
    } satisfies RestrictionRequest;
    if ((await order.give('/admin/restrictions', body, restriction)) === undefined) return;
    clear();
    onAsked();
  };

  return (
    <OrderForm
      order={order}
      submit={t('restriction.submit')}
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <Text mb="sm">{t('restriction.explain')}</Text>
      <div className={styles.fields}>
        <CustomerPicker
          label={t('restriction.file')}
          value={file}
          onChange={(next) => change({ file: next, readers: [], wish: 'list' })}
          error={asked && missing.file && t('choose')}
          autoFocus
        />
        {now !== undefined && (
          <SegmentedControl
            aria-label={t('restriction.askTitle')}
            value={wish}
            onChange={(value) => change({ wish: value })}
            data={wishes.map((value) => ({ value, label: t(`restriction.wish.${value}`) }))}
          />
        )}
        {!lifting && (
          <PeopleSelect
            label={t('restriction.readers')}
            description={t('restriction.readersHint')}
            required
            roles={replicatingRoles}
            max={READERS_LIMIT}
            value={readers}
            onChange={(ids) => change({ readers: ids })}
            error={asked && missing.readers && t('restriction.readersMissing')}
          />
        )}
        <ReasonField
          value={draft.reason}
          onChange={(typed) => change({ reason: typed })}
          missing={asked && missing.reason}
          hint={t('restriction.reasonHint')}
        />
      </div>
    </OrderForm>
  );
}
