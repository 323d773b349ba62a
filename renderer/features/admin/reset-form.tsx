import { Alert } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { done } from '#shared/protocol/organisation.ts';
import { type OneTimePassword, oneTimePassword } from '#shared/protocol/people.ts';
import styles from './admin.module.css';
import { useOrganisationSentences } from './use-organisation-sentences.ts';

interface Props {
  what: 'reset' | 'factor';
  userId: string;
  onCancel: () => void;
  /** With the password that took the place of a forgotten one. */
  onDone: (password?: OneTimePassword) => void;
}

/** Takes away what somebody proves themselves with, because they lost it. */
export function ResetForm({ what, userId, onCancel, onDone }: Props) {
  const { t } = useTranslation('organisation');
  const order = useServerOrder();
  const sentences = useOrganisationSentences('person');
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const reason = typed.trim();

  const submit = async () => {
    setAsked(true);
    if (reason === '') return;
    const path = `/admin/people/${userId}`;
    if (what === 'factor') {
      if (await order.give(`${path}/second-factor`, { reason }, done)) onDone();
      return;
    }
    const password = await order.give(`${path}/password`, { reason }, oneTimePassword);
    if (password !== undefined) onDone(password);
  };
  return (
    <OrderForm
      order={order}
      submit={t(`person.${what}Submit`)}
      danger
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        <Alert color="yellow" variant="light">
          {t(`person.${what}Effect`)}
        </Alert>
        <ReasonField value={typed} onChange={setTyped} missing={asked && reason === ''} autoFocus />
      </div>
    </OrderForm>
  );
}
