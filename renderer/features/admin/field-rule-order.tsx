import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import type { FieldRules } from '#shared/access/field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import { fieldRuleSettings } from '#shared/protocol/field-rules.ts';
import styles from './admin.module.css';
import { ruleDifferences } from './field-rule-draft.ts';

interface Props {
  role: RoleName;
  version: string;
  before: FieldRules;
  wanted: FieldRules;
  onCancel: () => void;
  onDone: () => void;
}

/** What saving takes from a role or gives back, whom it is about, and why. */
export function FieldRuleOrder({ role, version, before, wanted, onCancel, onDone }: Props) {
  const { t } = useTranslation(['organisation', 'model']);
  const words = useModelText();
  const order = useServerOrder();
  const { staff } = useDirectory();
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const reason = typed.trim();
  const people = staff.filter((person) => person.role === role).length;
  const differences = ruleDifferences(before, wanted);
  const sight = differences.some(
    ({ collection, field, after }) => after === 'hidden' || before[collection]?.[field] === 'hidden',
  );

  const submit = async () => {
    setAsked(true);
    if (reason === '') return;
    const change = { version, role, rules: wanted, reason };
    if ((await order.give('/admin/field-rules', change, fieldRuleSettings)) !== undefined) onDone();
  };
  return (
    <OrderForm
      order={order}
      submit={t('organisation:rules.submit')}
      sentences={{ bad_request: t('organisation:rules.problem'), conflict: t('organisation:rules.conflict') }}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        <p className={styles.sentence}>
          {t('organisation:rules.who', { count: people, role: t(`model:role.${role}`) })}
        </p>
        <p className={styles.sentence}>
          {t(sight ? 'organisation:rules.effectSight' : 'organisation:rules.effectHand')}
        </p>
        <ul className={styles.ruleList}>
          {differences.map(({ collection, field, after }) => (
            <li key={`${collection} ${field}`}>
              {t('organisation:rules.change', {
                collection: t(`model:collection.${collection}`),
                field: words.field(collection, field),
                what: t(after === undefined ? 'organisation:rules.back' : `organisation:rules.rule.${after}`),
              })}
            </li>
          ))}
        </ul>
        <ReasonField value={typed} onChange={setTyped} missing={asked && reason === ''} autoFocus />
      </div>
    </OrderForm>
  );
}
