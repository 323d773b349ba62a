import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useKeptDraft } from '#renderer/ui/use-keep.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { mergeResponse } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import { type AdminFile, labelOf } from './admin-file.ts';
import { CustomerPicker } from './customer-picker.tsx';
import { MergeCompare, type Side, sides } from './merge-compare.tsx';
import { useHoldsFiles } from './use-admin-files.ts';
import { useLinkedCustomer } from './use-linked-customer.ts';
import { useSentences } from './use-sentences.ts';

const empty = {
  left: null as AdminFile | null,
  right: null as AdminFile | null,
  survivor: '' as Side | '',
  reason: '',
};

/** Two customers who are one: looked at side by side, then one goes into the other. */
export function MergeSection() {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const holds = useHoldsFiles();
  const order = useServerOrder();
  const sentences = useSentences('merge');
  const [draft, change, clear] = useKeptDraft('merge', empty);
  const [asked, setAsked] = useState(false);
  useLinkedCustomer((file) => change({ left: file }));

  const { left, right, survivor } = draft;
  const reason = draft.reason.trim();
  const both = left !== null && right !== null;
  const submit = async () => {
    setAsked(true);
    if (left === null || right === null || survivor === '' || reason === '') return;
    const [kept, merged] = survivor === 'left' ? [left, right] : [right, left];
    const body = { survivorId: kept.id, reason };
    const answer = await order.give(`/admin/customers/${merged.id}/merge`, body, mergeResponse);
    if (answer === undefined) return;
    clear();
    setAsked(false);
    notifications.show({ message: t('merge.done', { name: labelOf(kept), count: answer.documents }) });
    if (holds) void navigate(`/customers/${answer.survivorId}`);
  };

  return (
    <Panel title={t('merge.title')} padded>
      <OrderForm order={order} submit={t('merge.submit')} danger sentences={sentences} onSubmit={submit}>
        <div className={styles.pair}>
          {sides.map((side) => (
            <CustomerPicker
              key={side}
              label={t(`merge.${side}`)}
              value={draft[side]}
              exceptId={draft[side === 'left' ? 'right' : 'left']?.id}
              onChange={(file) => change({ [side]: file, survivor: '' })}
              error={asked && draft[side] === null && t('choose')}
            />
          ))}
        </div>
        {both && (
          <MergeCompare
            left={left}
            right={right}
            survivor={survivor}
            onSurvivor={(side) => change({ survivor: side })}
            missing={asked && survivor === ''}
          />
        )}
        {both && (
          <ReasonField
            value={draft.reason}
            onChange={(typed) => change({ reason: typed })}
            missing={asked && reason === ''}
            hint={t('merge.reasonHint')}
          />
        )}
      </OrderForm>
    </Panel>
  );
}
