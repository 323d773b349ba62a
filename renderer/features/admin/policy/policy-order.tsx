import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type PolicyChange, policySettings } from '#shared/protocol/policy-settings.ts';
import styles from './policy.module.css';
import type { PolicyDifference } from './policy-fields.ts';
import { usePolicyWords } from './use-policy-words.ts';

interface Props {
  wanted: Omit<PolicyChange, 'reason'>;
  differences: readonly PolicyDifference[];
  onCancel: () => void;
  onDone: () => void;
}

/** What saving changes, one line each, and why. */
export function PolicyOrder({ wanted, differences, onCancel, onDone }: Props) {
  const { t } = useTranslation('policy');
  const words = usePolicyWords();
  const order = useServerOrder();
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const reason = typed.trim();

  const submit = async () => {
    setAsked(true);
    if (reason === '') return;
    const change: PolicyChange = { ...wanted, reason };
    if ((await order.give('/admin/policy', change, policySettings)) !== undefined) onDone();
  };
  return (
    <OrderForm
      order={order}
      submit={t('submit')}
      sentences={{ bad_request: t('problem'), conflict: t('conflict') }}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <p className={styles.effect}>{t('effect')}</p>
      <ul className={styles.changes}>
        {differences.map(({ part, field, before, after }) => {
          const unset = t(part === 'all' || part === 'devices' ? 'asBuiltIn' : 'asForAll');
          const show = (value: unknown) => (value === undefined ? unset : words.value(field, value));
          return (
            <li key={`${part} ${field.id}`}>
              <span>{words.part(part)}</span> {words.name(field)}{' '}
              <span>{t('fromTo', { before: show(before), after: show(after) })}</span>
            </li>
          );
        })}
      </ul>
      <ReasonField value={typed} onChange={setTyped} missing={asked && reason === ''} autoFocus />
    </OrderForm>
  );
}
