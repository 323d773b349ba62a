import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type Release, type ReleasesResponse, releasesResponse } from '#shared/protocol/releases.ts';
import styles from './releases.module.css';

/** Orders that need nothing but their reason. */
export type PlainAct = 'pause' | 'resume' | 'remove';

interface Props {
  act: PlainAct;
  release: Release;
  onCancel: () => void;
  onDone: (answer: ReleasesResponse) => void;
}

export function ReasonForm({ act, release, onCancel, onDone }: Props) {
  const { t } = useTranslation('releases');
  const server = useServerOrder();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';
  const submit = async () => {
    setAsked(true);
    if (missing) return;
    const path = `/admin/releases/${release.id}/${act}`;
    const answer = await server.give(path, { reason: reason.trim() }, releasesResponse);
    if (answer !== undefined) onDone(answer);
  };
  return (
    <OrderForm
      order={server}
      submit={t(`${act}.submit`)}
      danger={act !== 'resume'}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <p className={styles.effect}>{t(`${act}.effect`)}</p>
      <ReasonField value={reason} onChange={setReason} missing={asked && missing} autoFocus />
    </OrderForm>
  );
}
